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

// The same for taps of rating sheets.
function sendSheets(atOnce) {
  const person = document.body.dataset.person;
  const loading = import("./sheet-queue.js");
  addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.action?.endsWith?.("/accounts/logout/") || form.dataset.sheetsGone) return;
    event.preventDefault();
    (await loading).signOut(event, person);
  });
  if (atOnce) loading.then((queue) => queue.flushAll(person)).catch(() => {}); // A sheet sends its own.
}

try {
  if (document.body.dataset.person && localStorage.getItem("holdspace-sheets-kept")) sendSheets(!document.querySelector("[data-sheet]"));
} catch {
  // Nothing can be kept here, so nothing waits.
}
