// Sends what a phone keeps of rating sheets, in the order it was tapped, from whatever page comes next.
//
// A packet that arrives twice is one: each tap has an id of its own. What the server will not take stays on the phone.
import * as store from "./sheet-store.js";

const PACKET = 100;
const TIMEOUT_MS = 15000;
const RETRY_MS = [1500, 4000, 10000, 30000];
const tokens = new Map();

async function post(url, body, token) {
  return fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token, "X-Requested-With": "fetch" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout?.(TIMEOUT_MS),
  });
}

// "kept", "closed" (handed in or over), "refused", "away" (signed out, or the token is old), "waits" (no line).
function fate(response) {
  if (!response || response.status === 408 || response.status === 429 || response.status >= 500) return "waits";
  if (response.redirected || response.status === 401 || response.status === 403) return "away";
  if (response.ok) return "kept";
  return response.status === 409 ? "closed" : "refused";
}

// What the server knows of a sheet; null without a line, "away" where nobody is signed in.
export async function ask(sheet) {
  const response = await fetch(sheet.routes.state, {
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout?.(TIMEOUT_MS),
  }).catch(() => null);
  if (fate(response) === "away" || response?.status === 404) return "away";
  if (!response?.ok) return null;
  const known = await response.json();
  tokens.set(sheet.seat, known.csrf);
  return known;
}

async function sendTo(sheet, route, body) {
  if (!tokens.has(sheet.seat)) {
    const known = await ask(sheet);
    if (known === "away") return { outcome: "away" };
    if (!known) return { outcome: "waits" };
  }
  const response = await post(sheet.routes[route], body, tokens.get(sheet.seat)).catch(() => null);
  const outcome = fate(response);
  if (outcome === "away") tokens.delete(sheet.seat);
  const said = outcome === "waits" || outcome === "away" ? {} : await response.json().catch(() => ({}));
  return { outcome, said };
}

// Sends the taps of one sheet, then hands it in where that was asked for. Gives {outcome, said}.
export async function flush(sheet) {
  let last = { outcome: "kept", said: null };
  for (;;) {
    const taps = (await store.tapsOf(sheet.person, sheet.seat)).sort((one, other) => one.sequence - other.sequence);
    if (!taps.length) break;
    const packet = taps.slice(0, PACKET);
    last = await sendTo(sheet, "taps", { taps: packet.map(({ seat, person, ...tap }) => tap) });
    if (last.outcome !== "kept") return last;
    await store.forgetTaps(packet.map((tap) => tap.client_id));
  }
  const kept = await store.sheetOf(sheet.person, sheet.seat);
  if (kept?.submit) {
    last = await sendTo(sheet, "submit", { taps: [] });
    if (last.outcome === "kept") {
      await store.forgetSheet(sheet.person, sheet.seat);
      return { outcome: "submitted", said: last.said };
    }
    // Something is missing after all: the rater has to look at it again.
    if (last.outcome === "refused") await store.keepSheet({ ...kept, submit: false });
  }
  return last;
}

export const correct = (sheet, taps, reason) =>
  sendTo(sheet, "change", { taps: taps.map(({ seat, person, ...tap }) => tap), reason });

// Tries again until everything was sent; `said` hears what became of each try.
export class Sender {
  constructor(sheet, said) {
    this.sheet = sheet;
    this.said = said;
    this.tries = 0;
    this.busy = false;
    this.again = false;
    addEventListener("online", () => this.kick());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.kick());
  }

  async kick() {
    clearTimeout(this.timer);
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    const result = await flush(this.sheet).catch(() => ({ outcome: "waits" }));
    this.busy = false;
    await this.said(result);
    if (this.again) {
      this.again = false;
      return this.kick();
    }
    if (result.outcome === "waits") {
      this.timer = setTimeout(() => this.kick(), RETRY_MS[Math.min(this.tries++, RETRY_MS.length - 1)]);
    } else {
      this.tries = 0;
    }
  }
}

// From another page: everything of this person that still waits. Gives how many taps are left.
export async function flushAll(person) {
  const { sheets } = await store.everything(person);
  for (const sheet of sheets) await flush(sheet).catch(() => null);
  return (await store.everything(person)).taps.length;
}

// Signing out: a last try to send; what can't be sent is said once, then goes.
export async function signOut(event, person) {
  const form = event.target;
  const left = form.dataset.sheetsPressed ? 0 : await flushAll(person);
  const words = form.querySelector("[data-sheets-wait]");
  if (left && words) {
    words.hidden = false;
    form.dataset.sheetsPressed = "yes";
    return;
  }
  await store.purge(person);
  form.dataset.sheetsGone = "yes";
  form.requestSubmit(event.submitter);
}
