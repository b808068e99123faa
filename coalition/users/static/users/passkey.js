/*
 * Passkeys, beside allauth's own scripts. They need JavaScript: what starts them is hidden until this file runs.
 *
 * In: [data-passkey][hidden], shown; [data-passkey-failed][hidden], shown and given the focus when the browser or the
 * person stops a ceremony, which allauth tells by its event `allauth.error`.
 */
for (const control of document.querySelectorAll("[data-passkey]")) control.hidden = false;

document.addEventListener("allauth.error", () => {
  const notice = document.querySelector("[data-passkey-failed]");
  if (!notice) return;
  notice.hidden = false;
  notice.focus();
});
