// Keeps the number strip in step with the answers on the page, so that its words are true before the next load.
//
// <form data-question="3"> with `flagged` and the fields of the answer; <a data-strip="3"> with a .strip-word
const words = document.querySelector("[data-strip-words]")?.dataset ?? {};

// Everything else in the form is the answer, whatever the kind of question calls it.
const BESIDE = ["csrfmiddlewaretoken", "sequence", "flagged", "certainty", "go", "tried"];

function isAnswered(form) {
  return [...new FormData(form)].some(([name, value]) => !BESIDE.includes(name) && value !== "");
}

function update(form) {
  const cell = document.querySelector(`[data-strip="${form.dataset.question}"]`);
  if (!cell) return;
  const answered = isAnswered(form);
  const flagged = new FormData(form).has("flagged");
  cell.classList.toggle("is-answered", answered);
  cell.classList.toggle("is-open", !answered);
  cell.classList.toggle("is-flagged", flagged);
  const state = [answered ? words.answered : words.open, flagged ? words.flagged : ""];
  cell.querySelector(".strip-word").textContent = state.filter(Boolean).join(", ");
  const count = document.querySelector("[data-strip-count]");
  if (count) count.textContent = document.querySelectorAll(".question-strip .is-answered").length;
}

// On the page itself, so that questions which come later (see answers.js) are in step too.
document.addEventListener("change", ({ target }) => {
  // What is called the best can't be the worst too: the newer word counts.
  const judged = ["best", "worst"].includes(target.name) && target.closest("[data-best-worst]");
  if (!judged) return;
  const other = target.name === "best" ? "worst" : "best";
  for (const radio of judged.querySelectorAll(`[name=${other}]:checked`)) {
    if (radio.value === target.value) radio.checked = false;
  }
}, { capture: true });

for (const happened of ["input", "change", "filled"]) {
  document.addEventListener(happened, ({ target }) => {
    const form = target.closest("form[data-question]");
    if (form) update(form);
  });
}
