// A video of another site: its frame is made when the button is pressed, and asks for nothing before.
for (const figure of document.querySelectorAll("[data-embed]")) {
  const button = figure.querySelector("button");
  for (const hidden of figure.querySelectorAll("[data-with-script]")) hidden.hidden = false;
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.className = "embed__frame";
    frame.title = figure.dataset.title;
    frame.allow = "fullscreen; encrypted-media; picture-in-picture";
    frame.referrerPolicy = "strict-origin"; // some players want to know the site; none learns the page
    frame.sandbox = "allow-scripts allow-same-origin allow-presentation";
    frame.src = figure.dataset.embed;
    figure.querySelector(".embed__ask").replaceWith(frame);
    frame.focus();
  });
}
