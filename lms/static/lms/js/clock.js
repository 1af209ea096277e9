// Counts down what is left of a check, by the server's clock: the device's own may be wrong, or be set while we count.
//
// <p data-clock data-now="…" data-ends="…" data-attempt="…" data-left="{n} min left" data-last="…" data-over="…">
//   <span data-clock-words>…</span></p> <p role="status" data-clock-said></p>
//
// Says aloud only when ten, five and one minute are left: a voice that counts along keeps nobody calm.
const SAY_AT = [10, 5, 1];
const clock = document.querySelector("[data-clock]");

if (clock) {
  const words = clock.querySelector("[data-clock-words]");
  const said = document.querySelector("[data-clock-said]");
  const left = Date.parse(clock.dataset.ends) - Date.parse(clock.dataset.now);
  const started = performance.now();
  let shown = null;

  const show = () => {
    const rest = left - (performance.now() - started);
    if (rest <= 0) return end();
    const minutes = Math.ceil(rest / 60000);
    if (minutes !== shown) {
      const text = minutes > 1 ? clock.dataset.left.replace("{n}", minutes) : clock.dataset.last;
      words.textContent = text;
      if (shown !== null && SAY_AT.includes(minutes)) said.textContent = text;
      clock.classList.toggle("is-short", minutes <= 5);
      shown = minutes;
    }
    setTimeout(show, Math.min(1000, rest));
  };

  const end = () => {
    words.textContent = clock.dataset.over;
    said.textContent = clock.dataset.over;
    // What was typed last is on its way now and still counts; then the server hands in.
    setTimeout(() => location.assign(clock.dataset.attempt), 3000);
  };

  show();
}
