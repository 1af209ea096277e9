// A form of one part of a draft: says what is wrong with what is being typed, and warns before it is left unsaved.
// Without it the same is said after saving.
const AFTER = 500;
const form = document.querySelector("form[data-check]");
const findings = document.getElementById("findings");
let dirty = false;
let timer = 0;
let asked = 0;

async function check() {
  const mine = ++asked;
  const answer = await fetch(form.dataset.check, { method: "POST", body: new FormData(form) }).catch(() => null);
  const html = answer?.ok ? await answer.text() : "";
  if (answer?.ok && mine === asked && findings.innerHTML !== html) findings.innerHTML = html;
}

form?.addEventListener("input", () => {
  dirty = true;
  clearTimeout(timer);
  timer = setTimeout(check, AFTER);
});

form?.addEventListener("submit", () => {
  dirty = false;
});

addEventListener("beforeunload", (event) => {
  if (dirty) event.preventDefault();
});
