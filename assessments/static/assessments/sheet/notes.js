// Notes with the time of the stopwatch: what was seen, apart from what it is taken as; about one behaviour or about none.
import { clockWords } from "./showing.js";

const DRAFT_MS = 700;

export class Notes {
  constructor(sheet, elapsed) {
    this.sheet = sheet;
    this.elapsed = elapsed;
    this.dialog = sheet.form.querySelector("[data-note-form]");
    this.seen = this.dialog.querySelector("[data-note-seen]");
    this.meant = this.dialog.querySelector("[data-note-meant]");
    this.about = this.dialog.querySelector("[data-note-about]");
    this.seconds = 0;
    this.dialog.close();
    sheet.form.querySelector("[data-note-add]").addEventListener("click", () => this.open(""));
    this.dialog.querySelector("[data-note-keep]").addEventListener("click", () => this.keep());
    this.dialog.querySelector("[data-note-close]").addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => sheet.remember(), DRAFT_MS);
    });
    this.dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target === this.seen || event.target.tagName === "BUTTON") return;
      event.preventDefault();
      this.keep();
    });
    sheet.form.querySelector("[data-notes]").addEventListener("click", (event) => {
      const id = event.target.closest("[data-note-drop]")?.dataset.noteDrop;
      if (id) sheet.tap("note", { ...sheet.state.values[`note:${id}`], seen: "", meant: "" });
    });
  }

  get draft() {
    const { seconds, seen, meant, about } = this;
    return seen.value || meant.value ? { seconds, seen: seen.value, meant: meant.value, behaviour: about.value } : null;
  }

  // A note that was being written when the battery died.
  restore(draft) {
    if (!draft) return;
    this.seconds = draft.seconds;
    [this.seen.value, this.meant.value, this.about.value] = [draft.seen, draft.meant, draft.behaviour];
    this.unfinished = true;
  }

  // The time is that of opening it: what was seen happened before it was written down.
  open(behaviour) {
    if (!this.draft) this.seconds = this.elapsed();
    if (behaviour || !this.draft) this.about.value = behaviour;
    const title = this.dialog.querySelector("[data-note-title]");
    title.textContent = title.dataset.words.replace("{time}", clockWords(this.seconds));
    this.dialog.showModal();
    this.seen.focus();
  }

  async keep() {
    const [seen, meant] = [this.seen.value.trim(), this.meant.value.trim()];
    if (!seen) return this.seen.focus();
    const note = { note: crypto.randomUUID(), seconds: this.seconds, behaviour: this.about.value, seen, meant };
    clearTimeout(this.timer);
    this.seen.value = "";
    this.meant.value = "";
    this.dialog.close();
    return this.sheet.tap("note", note);
  }
}
