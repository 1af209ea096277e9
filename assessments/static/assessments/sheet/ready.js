// The ready check: lets the phone keep the sheet's page, and says whether it can do without a network.
import { isLasting, PAGES } from "../../lms/js/sheet-store.js";

const line = document.querySelector("[data-offline]");
const button = document.querySelector("[data-worker]");

async function working(registration) {
  const coming = registration.installing ?? registration.waiting;
  if (registration.active || !coming) return;
  await new Promise((resolve, reject) => {
    coming.addEventListener("statechange", () => {
      if (coming.state === "activated") resolve();
      if (coming.state === "redundant") reject(new Error("not installed"));
    });
  });
}

async function prepare() {
  const registration = await navigator.serviceWorker.register(button.dataset.worker, { scope: "/observations/" });
  const answer = await fetch(button.dataset.keep, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) throw new Error("not kept");
  const pages = await caches.open(PAGES);
  await pages.put(new URL(button.dataset.keep, location.href).pathname, answer);
  await working(registration);
  await navigator.storage?.persist?.().catch(() => {}); // So that a full phone takes it last.
  localStorage.setItem("holdspace-sheets-kept", document.body.dataset.person);
  return isLasting();
}

function say(works) {
  line.querySelector("[data-offline-words]").textContent = works ? line.dataset.yes : line.dataset.no;
  line.querySelector("[data-offline-note]").textContent = works ? line.dataset.yesNote : line.dataset.noNote;
  line.querySelector("[data-offline-waits]").hidden = true;
  line.querySelector("[data-offline-yes]").hidden = !works;
  line.querySelector("[data-offline-no]").hidden = works;
  line.classList.add(works ? "is-ready" : "is-not");
}

if (button && line) prepare().then(say, () => say(false));
