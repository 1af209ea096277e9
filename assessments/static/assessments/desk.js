// The desk of a scenario without loading the page anew: open, save, lint as one types, undo, find, zoom.
// Everything here also works as plain links and forms.

const desk = document.querySelector("[data-desk]");
const byId = (id) => document.getElementById(id);
const say = (words) => { byId("desk-status").textContent = words; };
const LINT_AFTER = 700;
const MOVED = 5;
let dirty = false;
let underWay = Promise.resolve();

function main() {
  return desk.querySelector("form[data-desk-main]");
}

function mark(changed) {
  dirty = changed;
  if (changed) say(desk.dataset.wordsDirty);
}

// --- talking to the server: one thing after the other

function send(url, data) {
  const task = async () => {
    const asked = { headers: { Accept: "application/json" } };
    if (data) Object.assign(asked, { method: "POST", body: data });
    const answer = await fetch(url, asked);
    if (!answer.headers.get("content-type")?.startsWith("application/json")) throw new Error(answer.statusText);
    return answer.json();
  };
  underWay = underWay.catch(() => {}).then(task);
  return underWay;
}

async function attempt(work) {
  try {
    return await work();
  } catch {
    say(desk.dataset.wordsTrouble);
    return null;
  }
}

function wordsOf(form) {
  return new URLSearchParams(new FormData(form)).toString();
}

// Who goes on writing while something is under way keeps what they wrote.
function keepWriting(answer, form) {
  delete answer.parts["desk-panel"];
  desk.querySelectorAll("#desk-panel [name=based_on]").forEach((field) => { field.value = answer.counter; });
  swap(answer, { moved: false });
  if (form === main()) mark(true);
}

function swap(answer, { moved }) {
  const held = document.activeElement?.id;
  const opened = [...desk.querySelectorAll("#desk-panel details")].map((one) => one.open);
  const places = ["desk-list", "desk-picture"].map((id) => [byId(id), byId(id).scrollLeft, byId(id).scrollTop]);
  for (const [id, html] of Object.entries(answer.parts)) byId(id).innerHTML = html;
  for (const [box, x, y] of places) box.scrollTo(x, y);
  tidyRows(byId("desk-panel"));
  zoomTo(scale);
  narrow();
  if (answer.url) history.replaceState(null, "", answer.url);
  if (!answer.refused) mark(false);
  say(answer.said || "");
  if (moved || !held || !byId(held)) {
    byId("panel")?.focus();
    show();
    return;
  }
  const details = [...desk.querySelectorAll("#desk-panel details")];
  if (details.length === opened.length) details.forEach((one, at) => { one.open ||= opened[at]; });
  byId(held).focus();
}

function counterOf(answer) {
  return String(answer.counter);
}

async function save() {
  const form = main();
  if (!form || !dirty) return { refused: false };
  say(desk.dataset.wordsSaving);
  const sent = wordsOf(form);
  const answer = await attempt(() => send(form.action, new FormData(form)));
  if (!answer) return { refused: true };
  if (form === main() && wordsOf(form) !== sent) keepWriting(answer, form);
  else swap(answer, { moved: false });
  return answer;
}

async function open(url) {
  const saved = await save();
  if (saved.refused) return;
  const answer = await attempt(() => send(url));
  if (answer && !dirty) swap(answer, { moved: true });
}

async function act(form, button) {
  const data = new FormData(form);
  if (button?.name) data.set(button.name, button.value);
  if (form.matches("[data-desk-main]")) {
    dirty = true;
    await save();
    return;
  }
  const saved = await save();
  if (saved.refused) return;
  if (saved.parts) data.set("based_on", counterOf(saved));
  say(desk.dataset.wordsSaving);
  const answer = await attempt(() => send(form.action, data));
  if (answer) swap(answer, { moved: true });
}

// --- lint as one types

let timer = 0;

function lintSoon() {
  clearTimeout(timer);
  timer = setTimeout(lint, LINT_AFTER);
}

async function lint() {
  const form = main();
  if (!form?.dataset.lint) return;
  const answer = await send(form.dataset.lint, new FormData(form)).catch(() => null);
  if (!answer || form !== main()) return;
  byId("desk-findings").innerHTML = answer.findings;
  form.querySelectorAll(".hs-field > .hs-error, .hs-set > .hs-error").forEach((one) => one.remove());
  byId("desk-general").replaceChildren(...(answer.errors[""] || []).map((words) => errorLine([words])));
  for (const [id, words] of Object.entries(answer.errors)) {
    const field = id && byId(id);
    if (!field) continue;
    const line = errorLine(words);
    line.id = `${id}-error`;
    field.closest(".hs-field, .hs-set").append(line);
    const named = (field.getAttribute("aria-describedby") || "").split(" ").filter((one) => one && one !== line.id);
    field.setAttribute("aria-describedby", [...named, line.id].join(" "));
  }
}

function errorLine(words) {
  const line = document.createElement("p");
  line.className = "hs-error";
  line.textContent = words.map((one) => `▲ ${one}`).join(" ");
  return line;
}

// --- rows: there is always an empty one at the end

function growRows(field) {
  const row = field.closest("[data-desk-row]");
  const rows = row?.parentElement;
  if (!rows || rows.lastElementChild !== row || !field.value) return;
  const number = rows.children.length;
  const name = rows.dataset.deskRows;
  const id = `f-${name.replaceAll(".", "-")}`;
  const holder = document.createElement("template");
  holder.innerHTML = row.outerHTML
    .replaceAll(`${name}.${number}.`, `${name}.${number + 1}.`)
    .replace(new RegExp(`${id}-${number}(?=[-" ])`, "g"), `${id}-${number + 1}`);
  const fresh = holder.content.firstElementChild;
  fresh.querySelectorAll("input, textarea").forEach((one) => { one.removeAttribute("value"); one.textContent = ""; });
  fresh.querySelectorAll("option[selected]").forEach((one) => one.removeAttribute("selected"));
  fresh.querySelectorAll(".hs-error, .hs-more-rows, [data-desk-row] ~ [data-desk-row]").forEach((one) => one.remove());
  fresh.querySelectorAll("details").forEach((one) => one.removeAttribute("open"));
  tidyRows(fresh);
  rows.append(fresh);
}

function tidyRows(within) {
  // The empty row waits behind a button, where there is something already.
  for (const rows of within.querySelectorAll("[data-desk-rows]")) {
    const last = rows.lastElementChild;
    if (rows.children.length < 2 || last.querySelector("[aria-invalid]")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "hs-more-rows";
    button.textContent = `+ ${rows.dataset.add}`;
    button.addEventListener("click", () => {
      last.hidden = false;
      button.remove();
      last.querySelector("select, input, textarea").focus();
    });
    last.hidden = true;
    rows.after(button);
  }
}

// --- the list

function narrow() {
  const words = byId("desk-search").value.trim().toLowerCase();
  const only = byId("desk-filter").value;
  const rows = [...byId("desk-list").children];
  let left = 0;
  for (const row of rows) {
    const fits = row.textContent.toLowerCase().includes(words)
      && (only !== "problems" || row.querySelector(".is-error, .is-hint"))
      && (only !== "unseen" || !row.querySelector("[class^=is-shade]"));
    row.hidden = !fits;
    left += fits ? 1 : 0;
  }
  byId("desk-count").textContent = left === rows.length ? String(left) : `${left} / ${rows.length}`;
}

// --- the picture

let scale = 1;
const picture = byId("desk-picture");

function zoomTo(wanted) {
  const drawn = picture.querySelector("svg");
  if (!drawn) return;
  const { width, height } = drawn.viewBox.baseVal;
  scale = Math.min(2.5, Math.max(0.08, wanted));
  drawn.setAttribute("width", width * scale);
  drawn.setAttribute("height", height * scale);
}

function zoomBy(factor) {
  const [x, y] = [picture.scrollLeft + picture.clientWidth / 2, picture.scrollTop + picture.clientHeight / 2];
  const before = scale;
  zoomTo(scale * factor);
  const grown = scale / before;
  picture.scrollTo(x * grown - picture.clientWidth / 2, y * grown - picture.clientHeight / 2);
}

function zoomAll() {
  const drawn = picture.querySelector("svg");
  if (!drawn) return;
  const { width, height } = drawn.viewBox.baseVal;
  zoomTo(Math.min(1, (picture.clientWidth - 4) / width, (picture.clientHeight - 4) / height));
}

function into(box, item) {
  if (!item) return;
  const [inner, outer] = [item.getBoundingClientRect(), box.getBoundingClientRect()];
  box.scrollBy(
    inner.left + inner.width / 2 - outer.left - outer.width / 2,
    inner.top + inner.height / 2 - outer.top - outer.height / 2,
  );
}

function show() {
  into(byId("desk-list"), byId("desk-list").querySelector("[aria-current]"));
  into(picture, picture.querySelector("[aria-current]"));
}

const ZOOMS = { in: () => zoomBy(1.25), out: () => zoomBy(0.8), all: zoomAll, here: () => { zoomTo(1); show(); } };

let drag = null;
picture.addEventListener("pointerdown", (event) => {
  if (event.button === 0 && event.pointerType === "mouse") {
    drag = { x: event.clientX, y: event.clientY, left: picture.scrollLeft, top: picture.scrollTop, far: false };
  }
});
window.addEventListener("pointermove", (event) => {
  if (!drag) return;
  const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
  drag.far ||= Math.hypot(x, y) > MOVED;
  if (drag.far) picture.scrollTo(drag.left - x, drag.top - y);
});
window.addEventListener("pointerup", () => { setTimeout(() => { drag = null; }); });
picture.addEventListener("dragstart", (event) => event.preventDefault());
picture.addEventListener("wheel", (event) => {
  if (!event.ctrlKey) return;
  event.preventDefault();
  zoomBy(event.deltaY < 0 ? 1.15 : 0.87);
}, { passive: false });
picture.addEventListener("keydown", (event) => {
  const key = { "+": "in", "=": "in", "-": "out", "−": "out", 0: "all" }[event.key];
  if (!key || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  ZOOMS[key]();
});

// --- what happens on the page

desk.addEventListener("click", async (event) => {
  const zoom = event.target.closest("[data-desk-zoom]");
  if (zoom) ZOOMS[zoom.dataset.deskZoom]();
  const link = event.target.closest("a");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (drag?.far) {
    event.preventDefault();
    return;
  }
  const url = link.getAttribute("href");
  if (url.startsWith("?")) {
    event.preventDefault();
    await open(url.split("#")[0]);
  } else if (dirty && !url.startsWith("#")) {
    event.preventDefault();
    const saved = await save();
    if (!saved.refused) window.location.assign(url);
  }
});

desk.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-desk-form]")) return;
  event.preventDefault();
  act(event.target, event.submitter);
});

desk.addEventListener("input", (event) => {
  if (event.target.matches("[data-desk-search], [data-desk-filter]")) {
    narrow();
    return;
  }
  if (!event.target.closest("[data-desk-main]")) return;
  mark(true);
  growRows(event.target);
  lintSoon();
});

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key === "s") {
    event.preventDefault();
    mark(true);
    save();
    return;
  }
  const inField = event.target.closest?.("input, textarea, select, [contenteditable]");
  const wanted = key === "z" && event.shiftKey ? "y" : key;
  const button = desk.querySelector(`[data-desk-key="${wanted}"]`);
  if (inField || !button || button.disabled) return;
  event.preventDefault();
  act(button.form, button);
});

window.addEventListener("beforeunload", (event) => {
  if (dirty) event.preventDefault();
});

tidyRows(byId("desk-panel"));
show();
desk.dataset.ready = "true";
