// Answers of a check that wait on this device: kept until the server has each of them, sent from whatever page comes next.
//
// <body data-person="…"> says whose they are: others' are neither sent nor shown. One entry of localStorage for each
// answer, `holdspace-answer:<person>:<where it is posted>` → {sequence, pairs, handed: its form was sent}. The sequence was given when the answer
// was; a retry has the same one, so what comes late, twice or from two tabs never replaces what is newer.
//
// <p role="status" data-waiting="/attempts/…/" data-one="1 answer waits …" data-many="{n} answers wait …"
//    data-sent="…" data-refused="…" data-sign-in="…"> says so, for the answers below that address; of a check that was
//    handed in there is only [data-closed="…"] to say. [data-reload]: the page's words depend on what was sent.
const PREFIX = "holdspace-answer:";
const TIMEOUT_MS = 15000;
const RETRY_MS = 20000;
const person = document.body.dataset.person ?? "";
const bar = document.querySelector("[data-waiting]");
const memory = new Map(); // Where nothing can be stored, this page is all there is.
let trouble = false;
let refused = false; // Something that waited was not taken: that is never said to be saved.

export const keyOf = (url) => `${PREFIX}${person}:${url}`;

export function read(url, storage = "localStorage") {
  try {
    return JSON.parse(window[storage].getItem(keyOf(url))) ?? memory.get(keyOf(url)) ?? null;
  } catch {
    return memory.get(keyOf(url)) ?? null;
  }
}

export function keep(url, entry, storage = "localStorage") {
  if (storage === "localStorage") memory.set(keyOf(url), entry);
  try {
    window[storage].setItem(keyOf(url), JSON.stringify(entry));
  } catch {
    // Full or forbidden: the memory of this page has it.
  }
}

// Unless another tab keeps something newer by now.
export function forget(url, sequence = Infinity) {
  if ((read(url)?.sequence ?? 0) > sequence) return;
  memory.delete(keyOf(url));
  try {
    localStorage.removeItem(keyOf(url));
  } catch {
    // Nothing was kept then.
  }
}

export function waiting(below = "") {
  const start = keyOf(below);
  const keys = new Set(memory.keys());
  try {
    for (const key of Object.keys(localStorage)) keys.add(key);
  } catch {
    // The memory alone then.
  }
  return [...keys].filter((key) => key.startsWith(start)).map((key) => key.slice(keyOf("").length)).sort();
}

export function purge(below = "") {
  for (const url of waiting(below)) forget(url);
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(keyOf(below))) sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept then.
  }
}

function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

export function post(url, entry, options = {}) {
  const body = new URLSearchParams(entry.pairs);
  body.set("sequence", String(entry.sequence));
  for (const [name, value] of Object.entries(options.more ?? {})) body.set(name, value);
  const headers = { "X-CSRFToken": token(), "X-Requested-With": "fetch", Accept: "application/json" };
  const signal = options.keepalive ? undefined : AbortSignal.timeout?.(TIMEOUT_MS);
  return fetch(url, { method: "POST", headers, body, signal, keepalive: options.keepalive });
}

// What became of a post: "kept", "older" (a newer answer is kept), "refused" (never will be), "away" (signed out), "waits".
export function fate(response) {
  if (!response || response.status === 408 || response.status === 429 || response.status >= 500) return "waits";
  if (response.redirected || response.status === 401 || response.status === 403) return "away";
  if (response.ok) return "kept";
  return response.status === 409 ? "older" : "refused";
}

// Everything that waits below an address, one after the other. The fates that it met.
export async function flush(below = "") {
  const fates = [];
  for (const url of waiting(below)) {
    const entry = read(url);
    if (!entry) continue;
    const outcome = fate(await post(url, entry).catch(() => null));
    if (!["waits", "away"].includes(outcome)) forget(url, entry.sequence);
    if (["refused", "older"].includes(outcome)) refused = true;
    fates.push(outcome);
    if (["waits", "away"].includes(outcome)) break;
  }
  said(fates.at(-1));
  return fates;
}

// Says how many wait, once something went wrong, and that all are saved, once it is right again.
export function said(outcome) {
  if (["waits", "away"].includes(outcome)) trouble = true;
  if (["refused", "older"].includes(outcome)) refused = true;
  if (!bar || !trouble || bar.dataset.closed !== undefined) return;
  const n = waiting(bar.dataset.waiting).length;
  const words = n === 0 ? (refused ? bar.dataset.refused : bar.dataset.sent) : (n === 1 ? bar.dataset.one : bar.dataset.many).replace("{n}", n);
  const text = n && outcome === "away" ? `${words} ${bar.dataset.signIn}` : words;
  if (bar.textContent !== text) bar.textContent = text;
  bar.classList.toggle("is-waiting", n > 0);
  trouble = n > 0;
}

// The same, and a page whose words depend on what was sent is loaded anew: they would be old.
async function send(below = "") {
  const fates = await flush(below);
  if (fates.includes("kept") && bar?.dataset.reload !== undefined) location.reload();
}

// Handing in waits for what waits. A second press hands in without it.
async function handInLast(event) {
  const form = event.target;
  const below = bar?.dataset.waiting;
  if (!form.matches("[data-hand-in]") || form.dataset.pressed || !waiting(below).length) return;
  event.preventDefault();
  await flush(below);
  if (!waiting(below).length) return location.reload();
  form.dataset.pressed = "yes";
  form.querySelector("[data-hand-in-waits]").hidden = false;
}

// Signing out takes what is kept here away, after a last try to send it; where that fails, it is said once.
async function signOut(event) {
  const form = event.target;
  if (!form.action?.endsWith?.("/accounts/logout/")) return;
  if (form.dataset.pressed || !waiting().length) return purge();
  event.preventDefault();
  await flush();
  form.dataset.pressed = "yes";
  const words = form.querySelector("[data-sign-out-waits]");
  if (words && waiting().length) words.hidden = false;
  else form.requestSubmit();
}

async function begin() {
  const below = bar?.dataset.waiting ?? "";
  if (bar?.dataset.closed !== undefined) {
    if (waiting(below).length) bar.textContent = bar.dataset.closed;
    return purge(below);
  }
  // What a form has just sent by itself only wants to be confirmed: not worth a word.
  trouble = waiting(below).some((url) => !read(url)?.handed);
  await send(below);
}

if (person) {
  addEventListener("submit", handInLast);
  addEventListener("submit", signOut);
  addEventListener("online", () => send());
  setInterval(() => trouble && send(), RETRY_MS);
  begin();
}
