// Taps that came too late: the sheet was handed in from elsewhere, put together, stopped, or given to somebody else.
// Shown in words; taken over as a correction with a reason, or dropped.
import { correct } from "../../lms/js/sheet-queue.js";
import * as store from "../../lms/js/sheet-store.js";
import { clockWords } from "./showing.js";

export class Late {
  constructor(box, key) {
    this.box = box;
    this.key = key;
    this.names = JSON.parse(document.getElementById(box.dataset.names).textContent);
    this.take = box.querySelector("[data-late-take]");
    box.querySelector("[data-late-change]").addEventListener("click", () => this.takeOver());
    box.querySelector("[data-late-drop]").addEventListener("click", () => this.drop());
  }

  taps() {
    return store.tapsOf(this.key.person, this.key.seat);
  }

  // said: {words, code} of the server.
  async offer({ words, code }) {
    const taps = await this.taps();
    if (!taps.length) return;
    this.box.querySelector("[data-late-words]").textContent = words || this.box.dataset.gone;
    this.box.querySelector("[data-late-taps]").replaceChildren(
      ...taps.map((tap) => Object.assign(document.createElement("li"), { textContent: this.words(tap) })),
    );
    this.take.hidden = code !== "sheet_submitted";
    const shown = !this.box.hidden;
    this.box.hidden = false;
    if (!shown) this.box.focus();
  }

  words({ kind, data }) {
    const name = this.names[data.behaviour] ?? data.competency ?? "";
    const { obs, not, noopp, level, worked, looked } = this.box.dataset;
    const said = {
      mark: () => ({ obs, not, noopp })[data.mark],
      harm: () => data.words,
      level: () => (data.level === null ? worked : level.replace("{n}", data.level)),
      touch: () => looked,
      note: () => `${clockWords(data.seconds)} ${data.seen}`,
    }[kind]();
    return name ? `${name}: ${said}` : said;
  }

  async takeOver() {
    const reason = this.box.querySelector("[data-late-reason]");
    const { outcome, said } = await correct(this.key, await this.taps(), reason.value);
    if (outcome === "kept") return this.drop();
    this.box.querySelector("[data-late-refused]").textContent = said?.words ?? this.box.dataset[outcome] ?? this.box.dataset.waits;
    return reason.focus();
  }

  async drop() {
    await store.forgetTaps((await this.taps()).map((tap) => tap.client_id));
    await store.forgetSheet(this.key.person, this.key.seat);
    location.assign(this.key.routes.sheet);
  }
}
