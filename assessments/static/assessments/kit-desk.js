// The desk of a kit: counts letters, says what is not saved, and asks for the problems of what is being typed.
// Without it every part is a plain form.
const AFTER = 500;
const form = document.querySelector("[data-kit-form]");
const problems = document.getElementById("kit-problems");
const status = document.querySelector("[data-kit-status]");
let dirty = false;
let timer = 0;
let asked = 0;

function count(field, line) {
  const most = Number(field.dataset.most);
  const letters = [...field.value.trim()].length;
  line.textContent = `${letters} / ${most}`;
  line.classList.toggle("is-over", letters > most);
}

for (const field of document.querySelectorAll("[data-most]")) {
  const line = document.createElement("span");
  line.className = "hs-count";
  line.id = `${field.id}-count`;
  field.after(line);
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") || ""} ${line.id}`.trim());
  field.addEventListener("input", () => count(field, line));
  count(field, line);
}

async function check() {
  const mine = ++asked;
  const answer = await fetch(form.dataset.check, { method: "POST", body: new FormData(form) }).catch(() => null);
  if (!answer?.ok || mine !== asked) return;
  const html = await answer.text();
  if (mine !== asked) return;
  const open = problems.querySelector("details")?.open;
  problems.innerHTML = html;
  problems.querySelector("details").open = open;
}

form?.addEventListener("input", () => {
  dirty = true;
  status.textContent = form.dataset.wordsDirty;
  clearTimeout(timer);
  timer = setTimeout(check, AFTER);
});

form?.addEventListener("submit", () => {
  dirty = false;
});

addEventListener("beforeunload", (event) => {
  if (dirty) event.preventDefault();
});

document.querySelector("[data-kit]")?.setAttribute("data-ready", "");
