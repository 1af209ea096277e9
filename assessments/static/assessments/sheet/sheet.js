// One trainee's sheet: each tap is kept on the phone first, then sent. The page is the plain form that works without.
import * as store from "../../lms/js/sheet-store.js";
import { ask, Sender } from "../../lms/js/sheet-queue.js";
import { Late } from "./late.js";
import { Notes } from "./notes.js";
import { fold, highest, missing, rate } from "./rules.js";
import { listenToRows } from "./rows.js";
import { listOpen, showSheet } from "./showing.js";

const TYPING_MS = 700;
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

export class Sheet {
  constructor(form, { elapsed, said }) {
    this.form = form;
    this.said = said;
    this.data = JSON.parse(document.getElementById(form.dataset.sheet).textContent);
    this.state = this.data.state;
    this.device = deviceId();
    this.unsent = 0;
    this.lasting = true;
    this.outcome = "kept";
    this.words = "";
    this.submitting = false;
    this.stopping = false;
    this.ended = false;
    this.begun = false;
    // What is tapped while the phone still looks up what it has, waits for that: its number has to be the highest.
    this.ready = new Promise((resolve) => (this.getReady = resolve));
    this.key = { seat: this.data.seat, person, routes: this.data.routes };
    this.sender = new Sender(this.key, (result) => this.heard(result));
    this.late = new Late(form.querySelector("[data-late]"), this.key);
    this.names = this.late.names;
    this.notes = new Notes(this, elapsed);
  }

  async begin() {
    listenToRows(this);
    this.listen();
    const kept = await store.sheetOf(person, this.data.seat);
    this.submitting = Boolean(kept?.submit);
    this.stopping = Boolean(kept?.stop);
    await this.lookUp(kept);
    this.notes.restore(kept?.draft);
    this.begun = true;
    this.show();
    this.getReady();
    await this.refresh();
    this.sender.kick();
  }

  // What another window of the same phone has tapped meanwhile is there, too.
  async lookUp(kept) {
    const taps = await store.tapsOf(person, this.data.seat);
    this.lasting = await store.isLasting();
    this.unsent = taps.length;
    this.state = fold(this.merge(kept?.state), taps);
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

  async remember() {
    if (this.ended || !this.begun) return;
    const { state, submitting: submit, stopping: stop } = this;
    await store.keepSheet({ ...this.key, state, submit, stop, draft: this.notes.draft });
  }

  // What the server has, and whose sheet it is: names come from there only.
  async refresh() {
    const { outcome, said } = await ask(this.key);
    this.outcome = outcome;
    if (said) {
      this.who = said.who;
      this.state = this.merge(said.state);
      if (!said.open) return this.heard({ outcome: "closed", said });
    }
    return this.show();
  }

  async tap(kind, data) {
    await this.ready;
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
    await store.keepTap(tap);
    await this.remember();
    this.lasting = await store.isLasting();
    this.said(this);
    this.sender.kick();
  }

  async heard({ outcome, said }) {
    this.outcome = outcome;
    this.words = said?.words ?? "";
    this.unsent = (await store.tapsOf(person, this.data.seat)).length;
    if (["submitted", "stopped", "closed", "gone"].includes(outcome)) await this.end(outcome, said ?? {});
    if (outcome === "refused") this.submitting = false;
    if (said?.missing) listOpen(this, said.missing);
    this.said(this);
  }

  // Nothing can be tapped any more. What still waits is shown in words, to be taken over or dropped.
  async end(outcome, said) {
    this.ended = true;
    await store.forgetPage(this.data.routes.sheet);
    if (outcome === "stopped") return location.assign(this.data.routes.seat);
    if (this.unsent) return this.late.offer(said);
    await store.forgetSheet(person, this.data.seat);
    return outcome === "gone" ? undefined : location.reload();
  }

  rated(code) {
    return rate(this.data.items.find((item) => item.code === code), this.state, this.data.rules);
  }

  harms() {
    return this.data.items.flatMap((item) => rate(item, this.state, this.data.rules).harms);
  }

  listen() {
    const typing = new Map();
    this.form.addEventListener("change", ({ target }) => {
      clearTimeout(typing.get(target));
      this.changed(target);
    });
    // A battery that dies takes no half a line with it.
    this.form.addEventListener("input", ({ target }) => {
      clearTimeout(typing.get(target));
      if (target.dataset.harm || target.dataset.reason) typing.set(target, setTimeout(() => this.changed(target), TYPING_MS));
    });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.querySelector("[data-submit]").addEventListener("click", (event) => this.submit(event));
    document.addEventListener("visibilitychange", async () => {
      await this.ready;
      if (document.visibilityState !== "visible") return this.remember(); // What is half written, too.
      await this.lookUp(await store.sheetOf(person, this.data.seat));
      this.show();
    });
  }

  changed(field) {
    const { harm, override, reason, touch } = field.dataset;
    const { values } = this.state;
    const behaviour = field.closest("[data-behaviour]")?.dataset.behaviour;
    if (behaviour && field.type === "radio") return this.tap("mark", { behaviour, mark: field.value });
    if (harm) {
      if (field.value.trim() === (values[`harm:${harm}`]?.words ?? "")) return undefined;
      return this.tap("harm", { behaviour: harm, words: field.value.trim() });
    }
    if (touch && field.checked) return this.tap("touch", { competency: touch });
    const code = override ?? reason;
    return code ? this.changedLevel(code) : undefined;
  }

  changedLevel(code) {
    const said = this.form.querySelector(`[data-override="${code}"]`).value;
    const words = this.form.querySelector(`[data-reason="${code}"]`).value.trim();
    const level = said ? Number(said) : null;
    const before = this.state.values[`level:${code}`] ?? { level: null, reason: "" };
    if (before.level === level && before.reason === words) return undefined;
    return this.tap("level", { competency: code, level, reason: words });
  }

  async submit(event) {
    event.preventDefault();
    const button = event.currentTarget;
    if (this.submitting) return;
    const open = missing(this.data.items, this.state, this.data.rules);
    listOpen(this, open);
    if (!open.length && button.dataset.pressed) {
      this.submitting = true;
      await this.remember();
      this.said(this);
      this.sender.kick();
    }
    button.dataset.words ??= button.textContent;
    button.dataset.pressed = open.length ? "" : "yes";
    button.textContent = open.length ? button.dataset.words : button.dataset.sure;
  }

  // For everybody in the role-play; without a line as soon as there is one.
  async stop() {
    this.stopping = true;
    await this.remember();
    this.said(this);
    this.sender.kick();
  }

  show() {
    showSheet(this);
    this.said(this);
  }
}
