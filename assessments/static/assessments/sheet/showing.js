// A sheet's state shown on its form. Nothing is worked out here.
import { marksOf, notesOf } from "./rules.js";

export const clockWords = (seconds) =>
  `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;

const make = (tag, className, ...inside) => {
  const element = Object.assign(document.createElement(tag), { className });
  element.append(...inside);
  return element;
};

export function showSheet(sheet) {
  const { form, data, state } = sheet;
  for (const item of data.items) {
    for (const [code, mark] of Object.entries(marksOf(item, state))) showRow(form, code, mark, state);
    if (`touch:${item.code}` in state.values) form.querySelector(`[data-touch="${item.code}"]`).checked = true;
    showLevel(sheet, item.code);
  }
  form.querySelector("[data-notes]").replaceChildren(...notesOf(state).map((note) => noteLine(sheet, note)));
}

function showRow(form, code, mark, state) {
  form.querySelector(`[data-behaviour="${code}"] input[value="${mark}"]`).checked = true;
  const words = form.querySelector(`[data-harm="${code}"]`);
  const kept = state.values[`harm:${code}`]?.words;
  if (words && kept !== undefined && document.activeElement !== words) words.value = kept;
}

function showLevel(sheet, code) {
  const { form, state } = sheet;
  const override = state.values[`level:${code}`];
  const [select, reason] = [form.querySelector(`[data-override="${code}"]`), form.querySelector(`[data-reason="${code}"]`)];
  if (override && document.activeElement !== select) select.value = override.level ?? "";
  if (override && document.activeElement !== reason) reason.value = override.reason;
  const rated = sheet.rated(code);
  form.querySelector(`[data-level="${code}"]`).replaceChildren(levelWords(sheet, rated.computed));
  form.querySelector(`[data-overview="${code}"]`).replaceChildren(levelWords(sheet, rated.level));
}

// Number, word and mark: never the colour alone.
export function levelWords(sheet, number) {
  const icon = document.querySelector("[data-level-marks]").content.querySelector(`[data-n="${number}"]`);
  const words = number ? `${number} · ${sheet.data.levels[number] ?? ""}` : sheet.form.dataset.unrated;
  const line = make("span", number ? `level level-${number}` : "level");
  if (icon) line.append(icon.firstElementChild.cloneNode(true));
  line.append(make("span", "", words));
  return line;
}

function noteLine({ form, names }, note) {
  const line = make("li", "note-line", make("strong", "", clockWords(note.seconds)));
  const words = make("div", "", make("p", "", note.seen));
  if (note.behaviour) words.prepend(make("p", "note", names[note.behaviour] ?? note.behaviour));
  if (note.meant) words.append(make("p", "note", form.dataset.meant.replace("{words}", note.meant)));
  const drop = make("button", "quiet-link", form.dataset.drop);
  drop.type = "button";
  drop.dataset.noteDrop = note.note;
  drop.setAttribute("aria-label", form.dataset.dropAt.replace("{time}", clockWords(note.seconds)));
  line.append(words, drop);
  return line;
}

// [{what, code, words?}]: what has to be done first, with a link there.
export function listOpen({ form, data }, open) {
  const box = form.querySelector("[data-missing]");
  box.hidden = !open.length;
  box.querySelector("ul").replaceChildren(
    ...open.map(({ what, code, words }) => {
      const field = { untouched: "seen", harm_words: "harm", reason: "reason" }[what];
      const link = make("a", "", words ?? form.dataset[what].replace("{code}", code));
      link.href = `#${field}-${code}-${data.seat}`;
      link.dataset.goto = code;
      return make("li", "", link);
    }),
  );
  if (open.length) box.focus();
}
