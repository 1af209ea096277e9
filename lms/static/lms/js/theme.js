// Light, dark or as the device says. Runs before the first paint, so that a chosen theme does not flash.
const KEY = "holdspace-theme";
const CHOICES = ["light", "dark"];

function read() {
  try {
    return localStorage.getItem(KEY) ?? "system";
  } catch {
    return "system"; // Storage may be forbidden; the device decides then.
  }
}

function apply(choice) {
  if (CHOICES.includes(choice)) document.documentElement.dataset.theme = choice;
  else delete document.documentElement.dataset.theme;
}

function remember(choice) {
  try {
    if (CHOICES.includes(choice)) localStorage.setItem(KEY, choice);
    else localStorage.removeItem(KEY);
  } catch {
    // The choice then lasts as long as the page.
  }
}

function wire() {
  const control = document.querySelector("[data-theme-choice]");
  if (!control) return;
  const current = read();
  for (const radio of control.querySelectorAll("input")) radio.checked = radio.value === current;
  control.addEventListener("change", (event) => {
    apply(event.target.value);
    remember(event.target.value);
  });
  control.hidden = false;
}

apply(read());
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", wire);
else wire();
