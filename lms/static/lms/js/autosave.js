// Saves what somebody writes while they write, and never loses it: what the server has not confirmed stays on this device.
//
// <form data-autosave-url="…" data-autosave-key="<user>" data-autosave-sequence="3" [data-autosave-mode="form"]>
//   fields (a hidden `based_on`, where there is one, is the sequence the page was loaded with),
//   [data-autosave-kept] with [data-autosave-kept-words] (words this device kept that are older than what is saved),
//   [data-autosave-state] (says "Saved 19:42"), [data-autosave-fallback] (a button for pages without scripts)
//
// Sends a form post with the fields, `sequence` (grows by one with each save) and the CSRF header.
// 2xx: kept. 409: another window is newer, so we stop. 4xx: refused, so we stop and say so. Everything else: try again.
const WAIT_MS = 800;
const RETRY_MS = [2000, 5000, 10000, 30000];
const WORDS = {
  saving: "Saving",
  saved: "Saved",
  waiting: "Not saved yet, trying again",
  elsewhere: "Newer words were saved in another window. Copy yours, then load this page again",
  refused: "Not saved. Copy your words, then load this page again",
};

// On a slow line somebody answers before this script is there. What a browser fills in by itself, after going back or
// loading anew, is no such answer.
function wasChanged(form) {
  if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") return false;
  return [...form.elements].some((field) => {
    if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
    if (field.tagName === "SELECT") {
      const first = Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
      return field.selectedIndex !== first;
    }
    return ["text", "number", "textarea"].includes(field.type) && field.value !== field.defaultValue;
  });
}

export class Autosave {
  constructor(form) {
    this.form = form;
    this.state = form.querySelector("[data-autosave-state]");
    this.sequence = Number(form.dataset.autosaveSequence ?? 0);
    this.storageKey = `holdspace-draft:${form.dataset.autosaveKey ?? ""}:${form.dataset.autosaveUrl}`;
    this.timer = 0;
    this.tries = 0;
    this.busy = false;
    this.dirty = false;
    this.stopped = false;
    this.restore();
    form.addEventListener("input", () => this.changed(WAIT_MS));
    form.addEventListener("change", () => this.changed(0));
    form.addEventListener("submit", () => this.handOver());
    addEventListener("online", () => this.dirty && this.send());
    addEventListener("pagehide", () => (this.dirty || this.busy) && this.leave());
    for (const button of form.querySelectorAll("[data-autosave-fallback]")) button.hidden = true;
    if (!this.dirty && wasChanged(form)) this.changed(0);
  }

  words(name) {
    return this.form.dataset[`say${name[0].toUpperCase()}${name.slice(1)}`] ?? WORDS[name];
  }

  say(name, extra = "") {
    if (!this.state) return;
    this.state.textContent = extra ? `${this.words(name)} ${extra}` : this.words(name);
    this.state.classList.toggle("is-waiting", !["saved", "saving"].includes(name));
  }

  body() {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== "sequence") data.append(name, value);
    }
    return data;
  }

  changed(wait) {
    if (this.stopped) return;
    this.dirty = true;
    if (!this.tries) this.say("saving"); // "Saved" stands only while everything is.
    this.keep();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  headers() {
    const token = this.form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    return { "X-CSRFToken": token, "X-Requested-With": "fetch", Accept: "application/json" };
  }

  request(options = {}) {
    const body = this.body();
    body.set("sequence", String(++this.sequence));
    return fetch(this.form.dataset.autosaveUrl, { method: "POST", headers: this.headers(), body, ...options });
  }

  async send() {
    if (this.busy || this.stopped) return;
    this.busy = true;
    this.dirty = false;
    this.say("saving");
    let response = null;
    try {
      response = await this.request();
    } catch {
      // No network: told apart from an answer by `null`.
    }
    this.busy = false;
    await this.settle(response);
  }

  async settle(response) {
    if (response?.ok && !response.redirected) return this.confirm(await response.json().catch(() => ({})));
    if (response && response.status !== 408 && response.status !== 429 && response.status < 500) {
      this.stopped = true;
      return this.say(response.status === 409 ? "elsewhere" : "refused");
    }
    this.dirty = true;
    this.say("waiting");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), RETRY_MS[Math.min(this.tries++, RETRY_MS.length - 1)]);
  }

  confirm(answer) {
    this.tries = 0;
    if (this.busy) return; // Something newer is on its way already, and will say so itself.
    if (this.dirty) return this.changed(WAIT_MS); // Something was typed while the answer was on its way.
    this.forget();
    const at = answer.saved_at ? new Date(answer.saved_at) : new Date();
    this.say("saved", at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
  }

  handOver() {
    // The form itself is sent now, as the newest: whatever is still on its way comes too late.
    clearTimeout(this.timer);
    this.dirty = false;
    const field = this.form.elements.sequence;
    if (field) field.value = String(++this.sequence);
  }

  leave() {
    // The page is going away: one last post that may outlive it. The kept copy stays until a page sees it confirmed.
    if (!this.stopped) this.request({ keepalive: true }).catch(() => {});
  }

  keep() {
    try {
      localStorage.setItem(this.storageKey, JSON.stringify([...this.body()]));
    } catch {
      // Full or forbidden: the memory of this page is all there is.
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.storageKey);
    } catch {
      // Nothing was kept then.
    }
  }

  // What a reader sees of the fields: which page wrote it makes no difference.
  seen(pairs) {
    return JSON.stringify(pairs.filter(([name]) => this.form.elements[name]?.type !== "hidden"));
  }

  // Newer words were saved elsewhere since this device kept its own: those of the device are shown beside them.
  isOutdated(kept) {
    const now = this.form.elements.based_on?.value;
    const then = kept.find(([name]) => name === "based_on")?.[1];
    return now !== undefined && then !== undefined && now !== then;
  }

  show(kept) {
    const place = this.form.querySelector("[data-autosave-kept]");
    if (!place) return;
    place.querySelector("[data-autosave-kept-words]").textContent = kept.find(([name]) => name === "value")?.[1] ?? "";
    place.hidden = false;
  }

  restore() {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(this.storageKey));
    } catch {
      // Nothing readable was kept.
    }
    if (!kept || this.seen([...this.body()]) === this.seen(kept)) return this.forget();
    if (this.isOutdated(kept)) return this.show(kept);
    for (const field of this.form.elements) {
      const values = kept.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
      else if (values.length && field.type !== "hidden") field.value = values[0];
    }
    this.changed(0);
  }
}

// Answers of a check have more to keep in order: see answers.js. Whoever sends a form by script finds what keeps it there.
for (const form of document.querySelectorAll("form[data-autosave-url]:not([data-question])")) form.autosave = new Autosave(form);
