-- What wrk tells at its end, as one line of JSON. Loaded by `wrk --script`.
function done(summary, latency, requests)
  local errors = summary.errors
  local wrong = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format('\n{"per_second": %f, "milliseconds": %f, "wrong": %d}\n',
    summary.requests / (summary.duration / 1e6), latency:percentile(95) / 1000, wrong))
end
