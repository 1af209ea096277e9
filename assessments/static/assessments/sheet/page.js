// The page of a rating sheet: stopwatch, one skill at a time or a list, one trainee or another, and what is said about sending.
import { Sheet } from "./sheet.js";
import { clockWords, levelWords } from "./showing.js";
import { Watch } from "./watch.js";

const forms = [...document.querySelectorAll("[data-sheet]")];
const dock = document.querySelector("[data-dock]");
const saved = document.querySelector("[data-saved]");
const signIn = document.querySelector("[data-sign-in]");
const root = document.documentElement;

function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Then it is for this page alone.
  }
}

const { sitting } = JSON.parse(document.getElementById(forms[0].dataset.sheet).textContent);
const watch = new Watch(document.querySelector("[data-watch]"), `holdspace-watch:${sitting}`, (seconds) => {
  for (const words of document.querySelectorAll("[data-note-add] [data-words]")) {
    words.textContent = words.dataset.words.replace("{time}", clockWords(seconds));
  }
});

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

// A link to something on a sheet that may be out of sight.
function goTo(event) {
  const link = event.target.closest("[data-goto]");
  if (!link) return;
  event.preventDefault();
  const target = document.getElementById(link.hash.slice(1));
  const number = sections().indexOf(target.closest("[data-item]"));
  if (number >= 0) place = number;
  show();
  const closed = target.closest("details:not([open])");
  if (closed) closed.open = true;
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
}

function showHarm(event) {
  event.preventDefault();
  const all = sections();
  const seen = all.findIndex((section) => section.querySelector('.is-harm input[value="obs"]:checked'));
  // Where none was seen, those of the skill in sight.
  const number = seen >= 0 && !all[place]?.querySelector('.is-harm input[value="obs"]:checked') ? seen : Math.min(place, all.length - 1);
  if (!asList) place = number;
  show();
  all[number].querySelector(".harm-head").scrollIntoView();
  all[number].querySelector(".is-harm input:checked").focus({ preventScroll: true });
}

// --- what is said ---
function say(from) {
  if (from !== sheet) return;
  sayLevel(sections()[place]?.dataset.item);
  const harms = sheet.harms().length;
  const line = dock.querySelector("[data-harm-line]");
  line.textContent = harms === 0 ? line.dataset.none : harms === 1 ? line.dataset.one : line.dataset.many.replace("{n}", harms);
  dock.classList.toggle("has-harm", harms > 0);
  const words = savedWords();
  if (saved.textContent !== words) saved.textContent = words;
  saved.classList.toggle("is-waiting", sheet.unsent > 0 || sheet.submitting || sheet.stopping);
  signIn.hidden = sheet.outcome !== "away";
  if (sheet.who) for (const one of document.querySelectorAll("[data-who]")) one.textContent = sheet.who;
  const link = document.querySelector(`[data-switch="${sheet.form.id}"]`);
  if (sheet.who && link) link.textContent = sheet.who;
}

// In a list the level of each skill stands beside it.
function sayLevel(code) {
  const now = dock.querySelector("[data-level-now]");
  now.parentElement.hidden = asList || !code;
  if (!code) return;
  const words = levelWords(sheet, sheet.rated(code).level);
  if (now.textContent !== words.textContent) now.replaceChildren(words);
}

function savedWords() {
  const { unsent, lasting, outcome, submitting, stopping, words } = sheet;
  const said = saved.dataset;
  if (!sheet.begun) return said.opening;
  if (stopping) return said.stopping;
  if (outcome === "refused" && words) return words;
  if (["closed", "gone"].includes(outcome)) return said.closed;
  if (submitting) return said.submitting;
  if (!lasting) return unsent ? said.nowhereWaits : said.nowhere;
  if (!unsent) return said.sent;
  const many = unsent === 1 ? said.one : said.many.replace("{n}", unsent);
  return `${said.phone} · ${many}${outcome === "refused" ? ` · ${said.refused}` : ""}`;
}

function choose(key, button, after) {
  const turn = (on) => {
    button.textContent = on ? button.dataset.on : button.dataset.off;
    after(on);
  };
  let on = recall(key) === "yes";
  button.addEventListener("click", () => {
    on = !on;
    remember(key, on ? "yes" : "no");
    turn(on);
  });
  turn(on);
}

// --- begin ---
root.classList.add("sheet-scripted");
dock.hidden = false;
const sheets = forms.map((form) => new Sheet(form, { elapsed: () => watch.elapsed, said: say }));
const first = document.querySelector("[data-switch][data-first]")?.dataset.switch;
sheet = sheets.find((one) => one.form.id === first) ?? sheets[0];

const step = (by) => {
  place += by;
  show(true);
};
dock.querySelector("[data-next]").addEventListener("click", () => step(1));
dock.querySelector("[data-back]").addEventListener("click", () => step(-1));
dock.querySelector("[data-harm-list]").addEventListener("click", showHarm);
document.addEventListener("click", goTo);
for (const link of document.querySelectorAll("[data-switch]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    sheet = sheets.find((one) => one.form.id === link.dataset.switch);
    show();
  });
}
document.querySelector("[data-stop]")?.addEventListener("submit", (event) => {
  event.preventDefault();
  sheet.stop();
});
choose("holdspace-sheet-list", document.querySelector("[data-list]"), (on) => {
  asList = on;
  show();
});
choose("holdspace-sheet-hand", document.querySelector("[data-hand]"), (on) => root.classList.toggle("sheet-left", on));
for (const one of sheets) one.begin();
