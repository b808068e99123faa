// For service workers, before whose own script it is sent (coalition/pages/views.py).

const PATIENCE = 4000; // milliseconds for a page

/** Settle as `answer` does, or fail when it does not come in time: what the device keeps is shown instead. */
function withPatience(answer) {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("No answer.")), PATIENCE);
    answer.then(resolve, reject);
  });
}
