/*
 * The transcript and the player: a line plays from its second without a new page, and the line that is said is marked.
 *
 * In: [data-player], and links [data-jump] whose address has ?t=<seconds>. Without a script the same links load the page.
 */
const player = document.querySelector("[data-player]");
const second = (link) => Number(new URL(link.href).searchParams.get("t") ?? 0);
const lines = [...document.querySelectorAll(".transcript__line")].map((link) => [second(link), link]);

if (player) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-jump]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    player.currentTime = second(link);
    player.play().catch(() => {}); // a browser that plays nothing by itself: the moment is chosen all the same
    history.replaceState(null, "", link.href);
    player.scrollIntoView({ block: "nearest" });
  });

  let said;
  player.addEventListener("timeupdate", () => {
    const now = lines.findLast(([start]) => start <= player.currentTime + 0.05)?.[1];
    if (now === said) return;
    said?.removeAttribute("data-said");
    now?.setAttribute("data-said", "");
    said = now;
  });
}
