// A lesson within a learning platform: SCORM 1.2, Run-Time Environment. Outside of one it only marks the answers.
(() => {
  const FARTHEST = 7; // windows above this one in which the platform may keep its interface

  function interfaceOf(start) {
    let place = start;
    for (let step = 0; place && step < FARTHEST; step += 1) {
      try {
        if (place.API) return place.API;
      } catch {
        return null; // a window of another site
      }
      if (place.parent === place) return null;
      place = place.parent;
    }
    return null;
  }

  const platform = interfaceOf(window) || (window.opener && interfaceOf(window.opener));
  const tell = (name, value) => platform && platform.LMSSetValue(name, String(value));
  const status = () => (platform ? platform.LMSGetValue("cmi.core.lesson_status") : "");
  const DONE = ["passed", "completed"];

  if (platform) {
    platform.LMSInitialize("");
    if (!DONE.includes(status())) tell("cmi.core.lesson_status", "incomplete");
    platform.LMSCommit("");
    window.addEventListener("pagehide", () => platform.LMSFinish(""), { once: true });
  }

  const quiz = document.getElementById("quiz");
  if (!quiz) {
    if (!DONE.includes(status())) tell("cmi.core.lesson_status", "completed"); // nothing is asked: it was opened
    if (platform) platform.LMSCommit("");
    return;
  }
  const answers = JSON.parse(document.getElementById("answers").textContent);
  const words = JSON.parse(document.getElementById("words").textContent);

  function isRight(part) {
    const right = answers[part.dataset.question];
    if (!Array.isArray(right)) {
      return [...part.querySelectorAll("select")].every((field) => field.value === right[field.dataset.value]);
    }
    const given = [...part.querySelectorAll("input:checked")].map((field) => field.value);
    return given.length === right.length && given.every((value) => right.includes(value));
  }

  quiz.addEventListener("submit", (event) => {
    event.preventDefault();
    const parts = [...quiz.querySelectorAll("[data-question]")];
    const marks = parts.map(isRight);
    parts.forEach((part, place) => {
      part.querySelector("[data-words]").textContent = marks[place] ? words.right : words.wrong;
      part.querySelector("[data-result]").hidden = false;
    });
    const count = marks.filter(Boolean).length;
    const share = Math.round((100 * count) / marks.length);
    quiz.querySelector("[data-score]").textContent = `${words.score}: ${count} / ${marks.length}`;
    const best = Math.max(share, Number(platform ? platform.LMSGetValue("cmi.core.score.raw") : 0) || 0);
    tell("cmi.core.score.min", 0);
    tell("cmi.core.score.max", 100);
    tell("cmi.core.score.raw", best);
    tell("cmi.core.lesson_status", best >= Number(quiz.dataset.pass) ? "passed" : "failed");
    if (platform) platform.LMSCommit("");
  });
})();
