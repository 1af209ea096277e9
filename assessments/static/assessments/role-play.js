// Plays a role-play without loading the page anew. Without this script every form works by itself.
//
// <div data-player> <div data-room data-announce="…"> … <div data-now><h2 tabindex="-1">…</h2></div>
//   <form data-step …> with [data-step-trouble] and perhaps [data-step-clock] </form> </div></div>
// <p role="status" data-said></p>
//
// A step is posted as the form would; the page that comes back brings its room, which takes the old one's place. Focus
// goes to what is new, and a reader hears what was found and what is asked next.
import { Autosave } from "../lms/js/autosave.js";

const TIMEOUT_MS = 20000;
const SAY_AT = [60, 30, 10];
const said = document.querySelector("[data-said]");
let busy = false;
let ticking = 0;

const room = () => document.querySelector("[data-room]");

async function step(event) {
  const form = event.target;
  if (!form.matches?.("form[data-step]")) return;
  event.preventDefault();
  if (busy) return; // Pressed twice: the first is on its way.
  busy = true;
  const button = form.querySelector("button");
  button.classList.add("is-busy");
  const trouble = form.querySelector("[data-step-trouble]");
  trouble.hidden = true;
  const page = await send(form);
  busy = false;
  button.classList.remove("is-busy");
  if (page) return show(page, form);
  trouble.hidden = false;
}

// The page that answers; null when the line is gone or the server is in trouble: nothing was lost then.
async function send(form) {
  try {
    const signal = AbortSignal.timeout?.(TIMEOUT_MS);
    const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), signal });
    if (response.status >= 500 || response.status === 429) return null;
    return { url: response.url, html: await response.text() };
  } catch {
    return null;
  }
}

function show(page, form) {
  const parsed = new DOMParser().parseFromString(page.html, "text/html");
  const next = parsed.querySelector("[data-room]");
  // Signed out, or somewhere else: go there. What was written waits on this device.
  if (!next) return location.assign(page.url);
  form.autosave?.forget();
  swapMessages(parsed);
  swapFrame(parsed);
  room().replaceWith(document.adoptNode(next));
  history.replaceState(null, "", page.url.split("#")[0]);
  begin();
  const now = next.querySelector("[data-now]");
  now?.classList.add("is-new");
  const target = document.querySelector("main .messages") ? document.querySelector("main .message") : now?.querySelector("[tabindex]");
  focusOn(target ?? next.querySelector("[tabindex], textarea"));
  if (said) said.textContent = next.dataset.announce;
}

// What the server has to say about the step, e.g. that this moment had passed already.
function swapMessages(parsed) {
  const main = document.querySelector("main");
  main.querySelector(":scope > [role=status]:has(.messages)")?.remove();
  const fresh = parsed.querySelector("main > [role=status]:has(.messages)");
  if (fresh) main.prepend(document.adoptNode(fresh));
}

// What stands around the room: at an ending one leaves for good, and there is nothing more to read as a text.
function swapFrame(parsed) {
  for (const old of document.querySelectorAll("[data-player-frame]")) {
    const fresh = parsed.querySelector(`[data-player-frame="${old.dataset.playerFrame}"]`);
    if (fresh) old.replaceWith(document.adoptNode(fresh));
    else old.remove();
  }
}

function focusOn(target) {
  if (!target) return;
  if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  target.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
}

function begin() {
  for (const form of room().querySelectorAll("form[data-autosave-url]")) form.autosave ??= new Autosave(form);
  clearTimeout(ticking);
  const clock = room().querySelector("[data-step-clock]");
  if (clock) tick(clock);
}

// Counts down by the server's clock. The server decides what came too late; this only sends what is open then.
function tick(clock) {
  const left = Date.parse(clock.dataset.ends) - Date.parse(clock.dataset.now);
  const started = performance.now();
  const words = clock.querySelector("[data-clock-words]");
  const show = () => {
    const rest = Math.ceil((left - (performance.now() - started)) / 1000);
    if (rest <= 0) return end(clock, words);
    const minutes = rest >= 120;
    words.textContent = (minutes ? clock.dataset.leftMinutes : clock.dataset.left).replace("{n}", minutes ? Math.ceil(rest / 60) : rest);
    if (SAY_AT.includes(rest) && said) said.textContent = words.textContent;
    ticking = setTimeout(show, 1000);
  };
  show();
}

function end(clock, words) {
  words.textContent = clock.dataset.over;
  if (said) said.textContent = clock.dataset.over;
  const form = clock.closest("form");
  form.noValidate = true;
  ticking = setTimeout(() => form.requestSubmit(), 1500);
}

if (room()) {
  document.addEventListener("submit", step);
  begin();
}
