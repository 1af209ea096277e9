// Sends what a phone keeps of rating sheets, in the order it was tapped, from whatever page comes next.
//
// A packet that arrives twice is one: each tap has an id of its own. What the server will not take stays on the phone.
import * as store from "./sheet-store.js";

const PACKET = 100;
const TIMEOUT_MS = 15000;
const RETRY_MS = [1500, 4000, 10000, 30000];
const tokens = new Map();

// "kept", "closed" (handed in or over), "gone" (no longer one's own), "refused", "away" (signed out, or the token is
// old), "waits" (no line).
function fate(response) {
  if (!response || response.status === 408 || response.status === 429 || response.status >= 500) return "waits";
  if (response.redirected || response.status === 401 || response.status === 403) return "away";
  if (response.ok) return "kept";
  return { 404: "gone", 409: "closed" }[response.status] ?? "refused";
}

const request = (url, options = {}) =>
  fetch(url, {
    ...options,
    headers: { Accept: "application/json", "X-Requested-With": "fetch", ...options.headers },
    signal: AbortSignal.timeout?.(TIMEOUT_MS),
  }).catch(() => null);

// What the server knows of a sheet, and a token to send with: {outcome, said}.
export async function ask(sheet) {
  const response = await request(sheet.routes.state);
  const outcome = fate(response);
  if (outcome !== "kept") return { outcome };
  const said = await response.json().catch(() => null);
  if (!said) return { outcome: "waits" };
  tokens.set(sheet.seat, said.csrf);
  return { outcome, said };
}

async function sendTo(sheet, route, body) {
  if (!tokens.has(sheet.seat)) {
    const { outcome } = await ask(sheet);
    if (outcome !== "kept") return { outcome };
  }
  const headers = { "Content-Type": "application/json", "X-CSRFToken": tokens.get(sheet.seat) };
  const response = await request(sheet.routes[route], { method: "POST", headers, body: JSON.stringify(body) });
  const outcome = fate(response);
  if (outcome === "away") tokens.delete(sheet.seat);
  const said = outcome === "waits" || outcome === "away" ? {} : await response.json().catch(() => ({}));
  return { outcome, said };
}

const packed = (taps) => taps.map(({ seat, person, ...tap }) => tap);

async function stop(sheet) {
  const answer = await sendTo(sheet, "stop", {});
  if (answer.outcome !== "kept") return answer;
  await store.forgetTaps((await store.tapsOf(sheet.person, sheet.seat)).map((tap) => tap.client_id));
  await store.forgetSheet(sheet.person, sheet.seat);
  return { outcome: "stopped", said: answer.said };
}

async function handIn(sheet, kept) {
  const answer = await sendTo(sheet, "submit", { taps: [] });
  if (answer.outcome === "kept") {
    await store.forgetSheet(sheet.person, sheet.seat);
    return { outcome: "submitted", said: answer.said };
  }
  // Something is missing after all: the rater has to look at it again.
  if (answer.outcome === "refused") await store.keepSheet({ ...kept, submit: false });
  return answer;
}

// Sends the taps of one sheet, then hands it in where that was asked for. Gives {outcome, said}.
export async function flush(sheet) {
  const kept = await store.sheetOf(sheet.person, sheet.seat);
  if (kept?.stop) return stop(sheet);
  let last = { outcome: "kept", said: {} };
  for (;;) {
    const packet = (await store.tapsOf(sheet.person, sheet.seat)).slice(0, PACKET);
    if (!packet.length) break;
    last = await sendTo(sheet, "taps", { taps: packed(packet) });
    if (last.outcome !== "kept") return last;
    await store.forgetTaps(packet.map((tap) => tap.client_id));
  }
  return kept?.submit ? handIn(sheet, kept) : last;
}

export const correct = (sheet, taps, reason) => sendTo(sheet, "change", { taps: packed(taps), reason });

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
    this.again = this.busy;
    if (this.busy) return;
    this.busy = true;
    const result = await flush(this.sheet).catch(() => ({ outcome: "waits" }));
    this.busy = false;
    await this.said(result);
    if (this.again) return this.kick();
    const waits = result.outcome === "waits";
    if (waits) this.timer = setTimeout(() => this.kick(), RETRY_MS[Math.min(this.tries, RETRY_MS.length - 1)]);
    this.tries = waits ? this.tries + 1 : 0;
  }
}

// From another page: everything of this person that still waits. Gives how many taps there were, and how many are left.
export async function flushAll(person) {
  const { taps, sheets } = await store.everything(person);
  for (const sheet of sheets) {
    const waits = sheet.submit || sheet.stop || taps.some((tap) => tap.seat === sheet.seat);
    if (waits) await flush(sheet).catch(() => null);
  }
  return { before: taps.length, left: (await store.everything(person)).taps };
}

// Signing out: a last try to send; what can't be sent is said once, then goes.
export async function signOut(event, person) {
  const form = event.target;
  const words = form.querySelector("[data-sheets-wait]");
  if (!form.dataset.sheetsPressed) {
    const { left } = await flushAll(person);
    const { sheets } = await store.everything(person);
    if (words && (left.length || sheets.some((sheet) => sheet.submit || sheet.stop))) {
      words.hidden = false;
      form.dataset.sheetsPressed = "yes";
      return;
    }
  }
  await store.purge(person);
  form.dataset.sheetsGone = "yes";
  form.requestSubmit(event.submitter);
}
