// One trainee's sheet: each tap is kept on the phone first, then sent. The page is the plain form that works without.
import { keepSheet, keepTap, forgetTaps, isUsable, sheetOf, tapsOf, forgetSheet } from "../../lms/js/sheet-store.js";
import { ask, correct, Sender } from "../../lms/js/sheet-queue.js";
import { fold, highest, marksOf, missing, notesOf, rate } from "./rules.js";

const MARKS = ["not", "obs", "noopp"];
const person = document.body.dataset.person ?? "";

function deviceId() {
  const key = "holdspace-device";
  try {
    const kept = localStorage.getItem(key) ?? crypto.randomUUID();
    localStorage.setItem(key, kept);
    return kept;
  } catch {
    return crypto.randomUUID();
  }
}

export const clockWords = (seconds) =>
  `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;

export class Sheet {
  constructor(form, { elapsed, said }) {
    this.form = form;
    this.elapsed = elapsed;
    this.said = said;
    this.data = JSON.parse(document.getElementById(form.dataset.sheet).textContent);
    this.state = this.data.state;
    this.device = deviceId();
    this.unsent = 0;
    this.memory = [];
    this.outcome = "kept";
    this.words = "";
    this.submitting = false;
    this.key = { seat: this.data.seat, person, routes: this.data.routes };
    this.sender = new Sender(this.key, (result) => this.heard(result));
  }

  async begin() {
    this.usable = await isUsable();
    if (this.usable) {
      const kept = await sheetOf(person, this.data.seat);
      this.submitting = Boolean(kept?.submit);
      const taps = await tapsOf(person, this.data.seat);
      this.unsent = taps.length;
      this.state = fold(this.merge(kept?.state), taps);
      await this.remember();
    }
    this.listen();
    this.show();
    await this.refresh();
    this.sender.kick();
  }

  // Two views of the same sheet: for each target the later tap counts.
  merge(other) {
    if (!other) return this.state;
    const taps = Object.entries(other.values).map(([target, data]) => {
      const [sequence, device, client_id] = other.stamps[target];
      return { kind: target.slice(0, target.indexOf(":")), data, sequence, device, client_id };
    });
    return fold(this.state, taps);
  }

  remember() {
    return this.usable ? keepSheet({ ...this.key, state: this.state, submit: this.submitting }) : Promise.resolve();
  }

  // What the server has, and whose sheet it is: names come from there only.
  async refresh() {
    const known = await ask(this.key);
    if (!known || known === "away") {
      this.outcome = known === "away" ? "away" : "waits";
      return this.said(this);
    }
    this.who = known.who;
    this.state = this.merge(known.state);
    if (known.status === "submitted") this.outcome = "closed";
    this.show();
  }

  async tap(kind, data) {
    const tap = {
      client_id: crypto.randomUUID(),
      device: this.device,
      sequence: highest(this.state) + 1,
      kind,
      data,
      made_at: new Date().toISOString(),
      seat: this.data.seat,
      person,
    };
    this.state = fold(this.state, [tap]);
    this.unsent += 1;
    this.show();
    if (this.usable) {
      await keepTap(tap);
      await this.remember();
      this.said(this);
    }
    this.sender.kick();
  }

  async heard({ outcome, said }) {
    this.outcome = outcome;
    this.words = said?.words ?? "";
    this.unsent = this.usable ? (await tapsOf(person, this.data.seat)).length : this.unsent;
    if (outcome === "submitted" || (outcome === "closed" && !this.unsent)) return location.reload();
    if (outcome === "refused" && said?.missing) {
      this.submitting = false;
      this.list(said.missing);
    }
    if (outcome === "closed") this.tellLate();
    this.said(this);
  }

  // Handed in from somewhere else, while something was tapped here.
  tellLate() {
    const box = this.form.querySelector("[data-late]");
    if (!box.hidden) return;
    box.hidden = false;
    box.scrollIntoView({ block: "center" });
  }

  rated(code) {
    return rate(this.data.items.find((item) => item.code === code), this.state, this.data.rules);
  }

  harms() {
    return this.data.items.flatMap((item) => rate(item, this.state, this.data.rules).harms);
  }

  listen() {
    this.form.addEventListener("change", (event) => this.changed(event.target));
    this.form.addEventListener("click", (event) => this.stepped(event));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.querySelector("[data-submit]").addEventListener("click", (event) => this.submit(event));
    this.form.querySelector("[data-note-add]").addEventListener("click", () => this.note());
    this.form.querySelector("[data-late-take]").addEventListener("click", () => this.takeOver());
    this.form.querySelector("[data-late-drop]").addEventListener("click", () => this.drop());
  }

  // A row is one big button: a tap anywhere on it steps to the next mark. Arrow keys do the same by themselves.
  stepped(event) {
    const row = event.target.closest("[data-behaviour]");
    if (!row || event.detail === 0) return; // A key, or the click that a label makes of it.
    event.preventDefault();
    const radios = [...row.querySelectorAll("input")];
    if (radios[0].disabled) return;
    const next = radios[(radios.findIndex((radio) => radio.checked) + 1) % MARKS.length];
    next.focus({ preventScroll: true });
    // After the browser has undone what the click itself would have ticked.
    setTimeout(() => {
      next.checked = true;
      this.changed(next);
    });
  }

  changed(field) {
    const { harm, override, reason, touch } = field.dataset;
    const behaviour = field.closest("[data-behaviour]")?.dataset.behaviour;
    if (behaviour) return this.tap("mark", { behaviour, mark: field.value });
    if (harm) return this.tap("harm", { behaviour: harm, words: field.value });
    if (touch && field.checked) return this.tap("touch", { competency: touch });
    const code = override ?? reason;
    if (!code) return undefined;
    const level = this.form.querySelector(`[data-override="${code}"]`).value;
    const words = this.form.querySelector(`[data-reason="${code}"]`).value;
    return this.tap("level", { competency: code, level: level ? Number(level) : null, reason: words });
  }

  async note() {
    const seen = this.form.querySelector("[data-note-seen]");
    const meant = this.form.querySelector("[data-note-meant]");
    if (!seen.value.trim()) return seen.focus();
    const words = { note: crypto.randomUUID(), seconds: this.elapsed(), behaviour: "" };
    const kept = this.tap("note", { ...words, seen: seen.value.trim(), meant: meant.value.trim() });
    seen.value = "";
    meant.value = "";
    seen.focus();
    return kept;
  }

  async submit(event) {
    event.preventDefault();
    const open = missing(this.data.items, this.state, this.data.rules);
    this.list(open);
    if (open.length) return;
    const button = event.currentTarget;
    if (!button.dataset.pressed) {
      button.dataset.pressed = "yes";
      button.textContent = button.dataset.sure;
      return;
    }
    this.submitting = true;
    if (!this.usable) {
      // Without a place to keep anything, the form itself is sent.
      this.form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "do", value: "submit" }));
      return HTMLFormElement.prototype.submit.call(this.form);
    }
    await this.remember();
    this.said(this);
    this.sender.kick();
  }

  // [{what, code, words?}]: said where it is to be done, with a link there.
  list(open) {
    const box = this.form.querySelector("[data-missing]");
    const list = box.querySelector("ul");
    box.hidden = !open.length;
    list.replaceChildren(
      ...open.map(({ what, code, words }) => {
        const target = { untouched: "seen", harm_words: "harm", reason: "reason" }[what];
        const link = Object.assign(document.createElement("a"), { href: `#${target}-${code}-${this.data.seat}` });
        link.textContent = words ?? this.form.dataset[what].replace("{code}", code);
        link.dataset.goto = code;
        const line = document.createElement("li");
        line.append(link);
        return line;
      }),
    );
    if (open.length) box.focus();
  }

  async takeOver() {
    const taps = await tapsOf(person, this.data.seat);
    const field = this.form.querySelector("[data-late-reason]");
    const { outcome, said } = await correct(this.key, taps, field.value);
    if (outcome !== "kept") {
      this.words = said?.words ?? "";
      field.focus();
      return this.said(this);
    }
    return this.drop();
  }

  async drop() {
    await forgetTaps((await tapsOf(person, this.data.seat)).map((tap) => tap.client_id));
    await forgetSheet(person, this.data.seat);
    location.reload();
  }

  show() {
    for (const item of this.data.items) {
      for (const [code, mark] of Object.entries(marksOf(item, this.state))) {
        const row = this.form.querySelector(`[data-behaviour="${code}"]`);
        row.querySelector(`input[value="${mark}"]`).checked = true;
        const words = this.form.querySelector(`[data-harm="${code}"]`);
        if (words && document.activeElement !== words) words.value = this.state.values[`harm:${code}`]?.words ?? words.value;
      }
      if (`touch:${item.code}` in this.state.values) this.form.querySelector(`[data-touch="${item.code}"]`).checked = true;
      this.showLevel(item);
    }
    const notes = notesOf(this.state);
    this.form.querySelector("[data-notes]").replaceChildren(...notes.map((note) => this.noteLine(note)));
    this.said(this);
  }

  showLevel(item) {
    const override = this.state.values[`level:${item.code}`];
    const select = this.form.querySelector(`[data-override="${item.code}"]`);
    const reason = this.form.querySelector(`[data-reason="${item.code}"]`);
    if (override && document.activeElement !== select) select.value = override.level ?? "";
    if (override && document.activeElement !== reason) reason.value = override.reason;
    const place = this.form.querySelector(`[data-level="${item.code}"]`);
    place.replaceChildren(this.levelWords(this.rated(item.code).computed));
  }

  levelWords(number) {
    const line = document.createElement("span");
    line.className = number ? `level level-${number}` : "level";
    const icon = document.querySelector("[data-level-names]").content.querySelector(`[data-n="${number}"]`);
    if (icon) line.append(icon.firstElementChild.cloneNode(true));
    const words = document.createElement("span");
    words.textContent = number ? `${number} · ${this.data.levels[number] ?? ""}` : this.form.dataset.unrated;
    line.append(words);
    return line;
  }

  noteLine(note) {
    const line = document.createElement("li");
    const at = document.createElement("strong");
    at.textContent = clockWords(note.seconds);
    line.append(at, ` ${note.seen}`);
    if (note.meant) {
      const meant = Object.assign(document.createElement("span"), { className: "note" });
      meant.textContent = this.form.dataset.meant.replace("{words}", note.meant);
      line.append(" ", meant);
    }
    return line;
  }
}
