/*
 * The transcript and the player: a line plays from its second without a new page, and the line that is said is marked.
 *
 * In: [data-player], and links [data-jump] whose address has ?t=<seconds>. Without a script the same links load the page.
 * Or [data-embed], a video of another site: before its button is pressed, a line only says from where it will play, and
 * nothing is asked of that site; afterwards its frame is made anew at that second.
 */
const player = document.querySelector("[data-player]");
const embed = document.querySelector("[data-embed-jumps]");
const second = (link) => Number(new URL(link.href).searchParams.get("t") ?? 0);
const lines = [...document.querySelectorAll(".transcript__line")].map((link) => [second(link), link]);

function play(at) {
  if (player) {
    player.currentTime = at;
    player.play().catch(() => {}); // a browser that plays nothing by itself: the moment is chosen all the same
    return player;
  }
  embed.dataset.embed = embed.dataset.embedJumps.replace("{second}", Math.floor(at));
  const frame = embed.querySelector("iframe");
  if (!frame) {
    embed.querySelector("button").focus({ preventScroll: true });
    return embed;
  }
  const anew = frame.cloneNode(); // a new frame: where only the fragment differs, the old one would load nothing
  anew.src = embed.dataset.embed;
  frame.replaceWith(anew);
  return embed;
}

if (player || embed) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-jump]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const shown = play(second(link));
    history.replaceState(null, "", link.href);
    shown.scrollIntoView({ block: "nearest" });
  });
}

if (player) {
  let said;
  player.addEventListener("timeupdate", () => {
    const now = lines.findLast(([start]) => start <= player.currentTime + 0.05)?.[1];
    if (now === said) return;
    said?.removeAttribute("data-said");
    now?.setAttribute("data-said", "");
    said = now;
  });
}
