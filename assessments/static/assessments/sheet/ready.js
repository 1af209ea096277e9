// The ready check: lets the phone keep the sheet's page, and says whether it can do without a network.
import { isUsable, PAGES } from "../../lms/js/sheet-store.js";

const line = document.querySelector("[data-offline]");
const button = document.querySelector("[data-worker]");

async function prepare() {
  await navigator.serviceWorker.register(button.dataset.worker, { scope: "/observations/" });
  const answer = await fetch(button.dataset.keep, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) throw new Error("not kept");
  const pages = await caches.open(PAGES);
  await pages.put(new URL(button.dataset.keep, location.href).pathname, answer);
  const ready = await navigator.serviceWorker.getRegistration("/observations/");
  if (!ready.active) {
    const coming = ready.installing ?? ready.waiting;
    await new Promise((resolve, reject) => {
      coming.addEventListener("statechange", () => {
        if (coming.state === "activated") resolve();
        if (coming.state === "redundant") reject(new Error("not installed"));
      });
    });
  }
  return isUsable();
}

function say(works) {
  line.querySelector("span").textContent = works ? line.dataset.yes : line.dataset.no;
  line.classList.toggle("is-ready", works);
}

if (button && line) prepare().then(say, () => say(false));
