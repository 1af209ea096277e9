// The stopwatch: counts on while the page is gone, until somebody pauses it. While it runs the screen stays on.
import { clockWords } from "./showing.js";

export class Watch {
  constructor(box, key, tick) {
    this.box = box;
    this.key = key;
    this.tick = tick;
    this.run = this.recall();
    this.lock = null;
    this.button = box.querySelector("[data-watch-go]");
    this.button.addEventListener("click", () => this.turn());
    document.addEventListener("visibilitychange", () => this.stayAwake());
    setInterval(() => this.show(), 1000);
    box.hidden = false;
    this.show();
    this.stayAwake();
  }

  recall() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) ?? { seconds: 0, since: null };
    } catch {
      return { seconds: 0, since: null };
    }
  }

  // A clock that was set back meanwhile does not run backwards.
  get elapsed() {
    const { seconds, since } = this.run;
    return Math.floor(seconds + (since ? Math.max(0, Date.now() - since) / 1000 : 0));
  }

  turn() {
    this.run = this.run.since ? { seconds: this.elapsed, since: null } : { seconds: this.run.seconds, since: Date.now() };
    try {
      localStorage.setItem(this.key, JSON.stringify(this.run));
    } catch {
      // It runs for this page alone.
    }
    this.show();
    this.stayAwake();
  }

  show() {
    const runs = Boolean(this.run.since);
    this.box.querySelector("[data-watch-time]").textContent = clockWords(this.elapsed);
    this.button.setAttribute("aria-label", runs ? this.button.dataset.rest : this.button.dataset.go);
    this.box.querySelector("[data-watch-play]").hidden = runs;
    this.box.querySelector("[data-watch-pause]").hidden = !runs;
    this.tick(this.elapsed);
  }

  async stayAwake() {
    const wanted = this.run.since && document.visibilityState === "visible";
    if (wanted && (!this.lock || this.lock.released)) {
      this.lock = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
    }
    if (!wanted) await this.lock?.release().catch(() => {});
  }
}
