// The answers of a check: saved as they are given, kept on this device while the line is down, and a way on without it.
//
// <form data-question="3" data-autosave-url="/attempts/…/items/3/" data-autosave-sequence="2"> as in autosave.js, and
// <p data-waiting="/attempts/…/" data-rest="/attempts/…/rest/"> (see waiting.js): `data-rest` holds the other questions of
// the attempt, fetched once by each tab and kept by it alone; they are shown where the next page can't be loaded.
import { Autosave } from "./autosave.js";
import { fate, forget, keep, post, read, said } from "./waiting.js";

const WAYS_ON = ["next", "back", "stay"];
const bar = document.querySelector("[data-waiting]");
let isDown = !navigator.onLine;

class Answer extends Autosave {
  get url() {
    return this.form.dataset.autosaveUrl;
  }

  // The counter grows with each change, not with each try to send it.
  keep() {
    this.sequence = Math.max(this.sequence, read(this.url)?.sequence ?? 0, read(this.url, "sessionStorage")?.sequence ?? 0) + 1;
    keep(this.url, { sequence: this.sequence, pairs: [...this.body()].filter(([name]) => name !== "go") });
  }

  entry() {
    return { sequence: this.sequence, pairs: [...this.body()] };
  }

  request(options = {}) {
    this.sent = this.entry();
    return post(this.url, this.sent, options);
  }

  async settle(response) {
    const outcome = fate(response);
    isDown = outcome === "waits";
    if (outcome === "kept") {
      keep(this.url, this.sent, "sessionStorage");
      forget(this.url, this.sent.sequence);
      await super.settle(response);
    } else if (outcome === "waits") {
      await super.settle(null);
    } else {
      this.stopped = outcome !== "away";
      if (outcome !== "away") forget(this.url, this.sent.sequence);
      const why = outcome === "refused" ? (await response.json().catch(() => ({}))).detail : "";
      if (why) this.state.textContent = why;
      else this.say(outcome === "older" ? "elsewhere" : "refused");
    }
    said(outcome);
    return outcome;
  }

  forget() {} // `settle` has done it, for what was sent.

  // What this device has is shown where it is newer than the page; a page that is newer wins.
  restore() {
    const kept = read(this.url);
    const known = read(this.url, "sessionStorage");
    const newest = [kept, known].filter(Boolean).sort((a, b) => b.sequence - a.sequence)[0];
    if (kept && kept.sequence < this.sequence) forget(this.url, kept.sequence);
    if (!newest || newest.sequence < this.sequence) return;
    const isSame = this.seen([...this.body()]) === this.seen(newest.pairs);
    this.sequence = newest.sequence;
    if (!isSame) this.fill(newest.pairs);
    if (!kept || newest !== kept) return;
    // The same, most likely, had arrived and only the word of it was lost: the server takes it twice.
    this.dirty = true;
    setTimeout(() => this.send());
  }

  fill(pairs) {
    for (const field of this.form.elements) {
      const values = pairs.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
      else if (field.type !== "hidden" && field.name) field.value = values[0] ?? "";
    }
    this.form.dispatchEvent(new CustomEvent("filled", { bubbles: true }));
  }

  // On to another question: the answer first, then the page, or the questions that are here where the line is down.
  async go(button) {
    if (isDown && !navigator.onLine) return this.stay(button);
    this.say("saving");
    const response = await this.request({ more: { go: button.value } }).catch(() => null);
    const data = response?.ok ? await response.clone().json().catch(() => ({})) : {};
    const outcome = await this.settle(response);
    if (data.next) location.assign(data.next);
    else if (outcome === "waits") this.stay(button);
    // Refused, e.g. since another window went on: nothing written can get lost, so the server may say where one is.
    else if (this.stopped && !this.form.querySelector("textarea, input[type=text]")) this.form.requestSubmit(button);
  }

  stay(button) {
    this.dirty = true;
    this.say("waiting");
    said("waits");
    showRest(Number(this.form.dataset.question) + (button.value === "back" ? -1 : 1));
  }

  handOver() {
    // The form itself may be sent now, as the newest.
    clearTimeout(this.timer);
    this.dirty = false;
    this.keep();
    keep(this.url, { ...read(this.url), handed: true });
    this.form.elements.sequence.value = String(this.sequence);
  }
}

const rest = bar?.dataset.rest;

async function fetchRest() {
  if (!rest || navigator.connection?.saveData || read(rest, "sessionStorage")) return;
  const response = await fetch(rest, { headers: { "X-Requested-With": "fetch" } });
  if (response.ok && !response.redirected) keep(rest, { html: await response.text() }, "sessionStorage");
}

function addRest() {
  const html = read(rest, "sessionStorage")?.html;
  if (!html) return;
  const place = document.createElement("div");
  place.innerHTML = html;
  for (const here of document.querySelectorAll("form[data-question]")) {
    place.querySelector(`form[data-question="${here.dataset.question}"]`)?.closest("section").remove();
  }
  place.className = "rest";
  place.dataset.restShown = "";
  document.querySelector("main").append(place);
  for (const form of place.querySelectorAll("form[data-question]")) new Answer(form);
}

function showRest(number) {
  if (!rest) return;
  if (!document.querySelector("[data-rest-shown]")) addRest();
  const form = document.querySelector(`form[data-question="${number}"]`);
  const heading = form?.closest("section")?.querySelector("h2") ?? document.querySelector("[data-rest-shown] h2");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
  heading.scrollIntoView();
}

const answers = new Map();
for (const form of document.querySelectorAll("form[data-question]")) answers.set(form, new Answer(form));

addEventListener("submit", (event) => {
  const answer = answers.get(event.target);
  if (!answer || answer.stopped || !WAYS_ON.includes(event.submitter?.value)) return;
  event.preventDefault();
  answer.go(event.submitter);
});

// <form data-leaves-for-good>: what is on its way goes first, for that page can't be opened again. Where it has not arrived
// after four seconds that is said, and a second press leaves all the same.
async function arrived() {
  for (let look = 0; look < 40; look++) {
    const open = [...answers.values()].filter((one) => (one.dirty || one.busy) && !one.stopped);
    if (!open.length) return true;
    for (const one of open) one.send();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

for (const form of document.querySelectorAll("form[data-leaves-for-good]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!(await arrived()) && !form.dataset.pressed) {
      form.dataset.pressed = "yes";
      return said("waits");
    }
    form.submit();
  });
}

// Numbers of the strip and links on lead to other pages: where the line is down, to the questions that are here.
addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-strip], .footbar a");
  if (!link || !rest || (navigator.onLine && !isDown)) return;
  event.preventDefault();
  const last = [...answers.keys()].at(-1)?.dataset.question;
  showRest(Number(link.dataset.strip ?? last) + (link.dataset.strip ? 0 : 1));
});
addEventListener("offline", () => (isDown = true));
addEventListener("online", () => (isDown = false));

fetchRest().catch(() => {}); // Without it one can't go on off-line; what is answered is kept all the same.
