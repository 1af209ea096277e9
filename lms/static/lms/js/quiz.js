// Keeps the number strip in step with the answers on the page, so that its words are true before the next load.
//
// <form data-question="3"> with fields `chosen` and `flagged`; <a data-strip="3"> with a .strip-word
const words = document.querySelector("[data-strip-words]")?.dataset ?? {};

function update(form) {
  const cell = document.querySelector(`[data-strip="${form.dataset.question}"]`);
  if (!cell) return;
  const answered = new FormData(form).has("chosen");
  const flagged = new FormData(form).has("flagged");
  cell.classList.toggle("is-answered", answered);
  cell.classList.toggle("is-open", !answered);
  cell.classList.toggle("is-flagged", flagged);
  const state = [answered ? words.answered : words.open, flagged ? words.flagged : ""];
  cell.querySelector(".strip-word").textContent = state.filter(Boolean).join(", ");
}

for (const form of document.querySelectorAll("form[data-question]")) {
  form.addEventListener("change", () => update(form));
}
