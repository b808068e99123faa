-- What wrk tells at its end, as one line of JSON. Loaded by `wrk --script`.
-- Late is what took longer than wrk's two seconds: an answer that was still being made, and may be right.
function done(summary, latency, requests)
  local errors = summary.errors
  local wrong = errors.connect + errors.read + errors.write + errors.status
  io.write(string.format('\n{"per_second": %f, "milliseconds": %f, "wrong": %d, "late": %d}\n',
    summary.requests / (summary.duration / 1e6), latency:percentile(95) / 1000, wrong, errors.timeout))
end
