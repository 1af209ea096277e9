// A button that copies the text it points at: <button data-copy="#id" hidden>. It shows itself only where copying works.
const SHOWN_MS = 4000;

function saying(button, text) {
  const label = button.querySelector("[data-copy-label]") ?? button;
  label.dataset.before ??= label.textContent;
  label.textContent = text;
  setTimeout(() => {
    label.textContent = label.dataset.before;
  }, SHOWN_MS);
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const source = document.querySelector(button.dataset.copy);
    if (!source) continue;
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(source.innerText.trim());
        saying(button, button.dataset.copyDone ?? "Copied");
      } catch {
        getSelection().selectAllChildren(source);
        saying(button, button.dataset.copySelected ?? "Selected: copy it with your keys");
      }
    });
  }
}
