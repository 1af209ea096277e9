// Leave at once: the button, or Escape twice. `replace` keeps this page out of the way back; the history before it stays.
const PAUSE_MS = 1000;
const link = document.querySelector("[data-quick-exit]");

function leave() {
  document.documentElement.hidden = true;
  location.replace(link.href);
}

if (link) {
  let last = -Infinity;
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-quick-exit]")) return;
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) {
      if (event.key !== "Escape") last = -Infinity;
      return;
    }
    if (event.timeStamp - last < PAUSE_MS) leave();
    last = event.timeStamp;
  });
}
