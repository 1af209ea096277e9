// Jumps to where a note was taken, and full screen with the viewer's name still across it.
const frame = document.querySelector("[data-recording]");
const media = frame?.querySelector("video, audio");
const full = document.querySelector("[data-recording-full]");

for (const link of document.querySelectorAll("[data-seek]")) {
  link.addEventListener("click", (event) => {
    if (!media) return;
    event.preventDefault();
    media.currentTime = Number(link.dataset.seek);
    media.play().catch(() => media.focus());
  });
}

if (full && frame?.requestFullscreen) {
  full.hidden = false;
  full.addEventListener("click", () => frame.requestFullscreen());
}
