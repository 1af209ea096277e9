// The page of a rating sheet: stopwatch, one skill at a time or a list, one trainee or another, and what is said about sending.
import { Sheet, clockWords } from "./sheet.js";

const forms = [...document.querySelectorAll("[data-sheet]")];
const dock = document.querySelector("[data-dock]");
const saved = document.querySelector("[data-saved]");
const root = document.documentElement;

function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function note(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Then it is for this page alone.
  }
}

// --- the stopwatch: counts on while the page is gone, until somebody pauses it ---
const watch = document.querySelector("[data-watch]");
const sitting = JSON.parse(document.getElementById(forms[0].dataset.sheet).textContent).sitting;
const watchKey = `holdspace-watch:${sitting}`;
let run = JSON.parse(recall(watchKey) ?? "null") ?? { seconds: 0, since: null };

const elapsed = () => Math.floor(run.seconds + (run.since ? (Date.now() - run.since) / 1000 : 0));

function showWatch() {
  watch.querySelector("[data-watch-time]").textContent = clockWords(elapsed());
  for (const button of document.querySelectorAll("[data-note-add]")) {
    button.textContent = button.dataset.words.replace("{time}", clockWords(elapsed()));
  }
}

function turnWatch() {
  run = run.since ? { seconds: elapsed(), since: null } : { seconds: run.seconds, since: Date.now() };
  note(watchKey, JSON.stringify(run));
  showButton();
  showWatch();
  stayAwake();
}

function showButton() {
  const button = watch.querySelector("[data-watch-go]");
  button.setAttribute("aria-label", run.since ? button.dataset.rest : button.dataset.go);
  watch.querySelector("[data-watch-play]").hidden = Boolean(run.since);
  watch.querySelector("[data-watch-pause]").hidden = !run.since;
}

// --- the screen stays on while the watch runs ---
let lock = null;
async function stayAwake() {
  if (run.since && document.visibilityState === "visible") lock = await navigator.wakeLock?.request("screen").catch(() => null);
  else await lock?.release().catch(() => {});
}

// --- which trainee, which skill ---
let sheet;
let place = 0;
let asList = recall("holdspace-sheet-list") === "yes";

const sections = () => [...sheet.form.querySelectorAll("[data-item]")];
const ending = () => sheet.form.querySelector(".sheet-ending");

function show(focus = false) {
  const all = sections();
  for (const form of forms) form.hidden = form !== sheet.form;
  all.forEach((section, number) => (section.hidden = !asList && number !== place));
  ending().hidden = !asList && place < all.length;
  root.classList.toggle("sheet-as-list", asList);
  dock.querySelector("[data-back]").hidden = asList || place === 0;
  const next = dock.querySelector("[data-next]");
  next.hidden = asList || place >= all.length;
  const code = all[place + 1]?.dataset.item;
  next.textContent = code ? next.dataset.words.replace("{code}", code) : next.dataset.end;
  for (const link of document.querySelectorAll("[data-switch]")) {
    if (link.dataset.switch === sheet.form.id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  if (focus) {
    scrollTo(0, 0);
    (all[place]?.querySelector("h2") ?? ending().querySelector("h2")).focus({ preventScroll: true });
  }
  say(sheet);
}

function goTo(code) {
  const number = sections().findIndex((section) => section.dataset.item === code);
  if (number >= 0) place = number;
  show();
}

function say(from) {
  if (from !== sheet) return;
  const code = sections()[place]?.dataset.item;
  const now = dock.querySelector("[data-level-now]");
  const words = code ? sheet.levelWords(sheet.rated(code).level) : document.createTextNode("–");
  if (now.textContent !== words.textContent) now.replaceChildren(words);
  const harms = sheet.harms().length;
  const line = dock.querySelector("[data-harm-line]");
  line.textContent = harms === 0 ? line.dataset.none : harms === 1 ? line.dataset.one : line.dataset.many.replace("{n}", harms);
  dock.classList.toggle("has-harm", harms > 0);
  saved.textContent = savedWords();
  saved.classList.toggle("is-waiting", sheet.unsent > 0);
  if (sheet.who) for (const one of document.querySelectorAll("[data-who]")) one.textContent = sheet.who;
}

function savedWords() {
  const { unsent, usable, outcome, submitting, words } = sheet;
  if (!usable) return saved.dataset.nowhere;
  if (outcome === "refused" && words) return words;
  if (submitting) return saved.dataset.submitting;
  if (!unsent) return saved.dataset.sent;
  const many = unsent === 1 ? saved.dataset.one : saved.dataset.many.replace("{n}", unsent);
  const tail = outcome === "away" ? ` · ${saved.dataset.signIn}` : outcome === "refused" ? ` · ${saved.dataset.refused}` : "";
  return `${saved.dataset.phone} · ${many}${tail}`;
}

function choose(key, button, after) {
  const turn = () => {
    const on = recall(key) === "yes";
    button.textContent = on ? button.dataset.on : button.dataset.off;
    return on;
  };
  button.addEventListener("click", () => {
    note(key, recall(key) === "yes" ? "no" : "yes");
    after(turn());
  });
  after(turn());
}

root.classList.add("sheet-scripted");
watch.hidden = false;
dock.hidden = false;
showWatch();
showButton();
stayAwake();
setInterval(showWatch, 1000);
document.addEventListener("visibilitychange", stayAwake);
watch.querySelector("[data-watch-go]").addEventListener("click", turnWatch);
dock.querySelector("[data-next]").addEventListener("click", () => ((place += 1), show(true)));
dock.querySelector("[data-back]").addEventListener("click", () => ((place -= 1), show(true)));
dock.querySelector("[data-harm-list]").addEventListener("click", (event) => {
  event.preventDefault();
  if (place >= sections().length) place = 0;
  show();
  sections()[place].querySelector(".harm-head").scrollIntoView();
  sections()[place].querySelector(".is-harm input").focus({ preventScroll: true });
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-goto]");
  if (!link) return;
  event.preventDefault();
  const owner = Object.keys(Object.fromEntries(sections().map((one) => [one.dataset.item, one])));
  goTo(owner.find((code) => link.dataset.goto.startsWith(code)));
  document.getElementById(link.hash.slice(1))?.focus();
});

const sheets = forms.map((form) => new Sheet(form, { elapsed, said: say }));
sheet = sheets[0];
for (const link of document.querySelectorAll("[data-switch]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    sheet = sheets.find((one) => one.form.id === link.dataset.switch);
    show();
  });
}
choose("holdspace-sheet-list", dock.querySelector("[data-list]"), (on) => {
  asList = on;
  show();
});
choose("holdspace-sheet-hand", dock.querySelector("[data-hand]"), (on) => root.classList.toggle("sheet-left", on));
for (const one of sheets) one.begin();
