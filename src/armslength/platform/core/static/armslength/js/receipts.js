// Read: told when a message of the other side was really in view; shown on one's own.

import { post } from "./request.js";

const SETTLE_MS = 300;

export class Receipts {
  #newest = "";
  #told = "";
  #id = null;
  #timer = 0;
  #watch;

  constructor({ url, timeline, hasUnread }) {
    Object.assign(this, { url, timeline });
    this.#watch = new IntersectionObserver((seen) => this.#see(seen), { root: timeline.scroller, threshold: [0, 0.5] });
    if (!hasUnread) this.#told = this.#theirs().at(-1)?.dataset.at ?? "";
    addEventListener("focus", () => this.#tellSoon());
    document.addEventListener("visibilitychange", () => this.#tellSoon());
    this.look();
  }

  /** Watch messages that are new on the page; watching twice is watching once. */
  look() {
    for (const message of this.#theirs()) this.#watch.observe(message);
  }

  /** The other side has read up to a message. */
  show(upTo) {
    const limit = this.timeline.find(upTo)?.dataset.at;
    for (const message of this.timeline.messages) {
      const tick = message.querySelector(".tick[data-read=false]");
      if (tick && (limit === undefined || message.dataset.at <= limit)) tick.dataset.read = "true";
    }
  }

  #theirs() {
    return this.timeline.messages.filter(({ dataset }) => dataset.mine === "false" && dataset.state === "delivered");
  }

  #see(seen) {
    for (const { intersectionRatio, intersectionRect, rootBounds, target } of seen) {
      const isSeen = intersectionRatio >= 0.5 || intersectionRect.height > (rootBounds?.height ?? 0) / 2;
      if (!isSeen || target.dataset.at <= this.#newest) continue;
      this.#newest = target.dataset.at;
      this.#id = target.dataset.id;
    }
    this.#tellSoon();
  }

  #tellSoon() {
    clearTimeout(this.#timer);
    if (this.#newest > this.#told) this.#timer = setTimeout(() => this.#tell(), SETTLE_MS);
  }

  async #tell() {
    if (document.hidden || !document.hasFocus()) return;
    const at = this.#newest;
    try {
      await post(`${this.url}read/`, { up_to: this.#id });
      if (at > this.#told) this.#told = at;
    } catch {
      // Told with the next message in view, or when the page is looked at again.
    }
  }
}
