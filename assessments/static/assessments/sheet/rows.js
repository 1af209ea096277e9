// A row is one big button: a tap anywhere on it steps to the next mark, a long press notes something about it. Its three
// radio buttons stay for arrow keys and for readers of the screen.
const MARKS = 3;
const LONG_MS = 550;
const STILL_PX = 12;

function step(sheet, row) {
  const radios = [...row.querySelectorAll("input[type=radio]")];
  if (radios[0].disabled) return;
  const next = radios[(radios.findIndex((radio) => radio.checked) + 1) % MARKS];
  next.focus({ preventScroll: true });
  // After the browser has undone what the click itself would have ticked.
  setTimeout(() => {
    next.checked = true;
    sheet.changed(next);
  });
}

export function listenToRows(sheet) {
  let pressed = null;
  let noted = false;
  const rowOf = (event) => (event.target.closest("button, a, .field") ? null : event.target.closest("[data-behaviour]"));
  const letGo = () => {
    clearTimeout(pressed?.timer);
    pressed = null;
  };

  sheet.form.addEventListener("pointerdown", (event) => {
    letGo();
    noted = false;
    const row = rowOf(event);
    if (!row || event.button !== 0) return;
    const timer = setTimeout(() => {
      noted = true;
      sheet.notes.open(row.dataset.behaviour);
    }, LONG_MS);
    pressed = { timer, x: event.clientX, y: event.clientY };
  });
  sheet.form.addEventListener("pointermove", (event) => {
    if (pressed && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > STILL_PX) letGo();
  });
  for (const name of ["pointerup", "pointercancel"]) sheet.form.addEventListener(name, letGo);
  // A long press on a touch screen asks for a menu, too.
  sheet.form.addEventListener("contextmenu", (event) => (noted || pressed) && event.preventDefault());
  sheet.form.addEventListener("click", (event) => {
    const about = event.target.closest("[data-note-on]");
    if (about) return sheet.notes.open(about.dataset.noteOn);
    const row = rowOf(event);
    if (!row || event.detail === 0) return undefined; // A key, or the click that a label makes of one.
    event.preventDefault();
    return noted ? undefined : step(sheet, row);
  });
}
