// Small courtesies of every page: menus close when one leaves them, an error summary is heard first.
for (const menu of document.querySelectorAll("details[data-menu]")) {
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

document.querySelector("[data-focus]")?.focus();

for (const opener of document.querySelectorAll("[data-dialog]")) {
  const dialog = document.getElementById(opener.dataset.dialog);
  if (!dialog) continue;
  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

function sendWaiting() {
  let loaded = false;
  const loading = import("./waiting.js").catch(() => {}).then(() => (loaded = true));
  // A sign-out that is quicker than the module waits for it: it takes away what is kept here.
  addEventListener("submit", async (event) => {
    const { target, submitter } = event;
    if (loaded || !target.action?.endsWith?.("/accounts/logout/")) return;
    event.preventDefault();
    await loading;
    target.requestSubmit(submitter);
  });
}

// Answers of a check that could not be sent yet are sent from whatever page comes next, and go with a sign-out.
try {
  const mine = `holdspace-answer:${document.body.dataset.person}:`;
  if ([...Object.keys(localStorage), ...Object.keys(sessionStorage)].some((key) => key.startsWith(mine))) sendWaiting();
} catch {
  // Nothing can be kept here, so nothing waits.
}

// The same for taps of rating sheets. `last` is whoever was signed in here before: pages kept for them go, their taps wait.
function sendSheets(person, last) {
  if (last !== person) {
    globalThis.caches?.delete("holdspace-sheet-pages").catch(() => {});
    localStorage.setItem("holdspace-sheets-kept", person);
  }
  const loading = import("./sheet-queue.js");
  addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.action?.endsWith?.("/accounts/logout/") || form.dataset.sheetsGone) return;
    event.preventDefault();
    try {
      await (await loading).signOut(event, person);
    } catch {
      form.dataset.sheetsGone = "yes";
      form.requestSubmit(event.submitter);
    }
  });
  // A sheet and the list of them send by themselves, and say so.
  if (!document.querySelector("[data-sheet], [data-sheets]")) loading.then((queue) => queue.flushAll(person)).catch(() => {});
}

try {
  const { person } = document.body.dataset;
  const last = localStorage.getItem("holdspace-sheets-kept");
  if (person && last) sendSheets(person, last);
} catch {
  // Nothing can be kept here, so nothing waits.
}
