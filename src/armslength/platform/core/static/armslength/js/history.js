// Earlier and later messages: loaded as one comes near, around a found one on demand.

import { get } from "./request.js";

const NEAR_PX = 1200;
const FOUND_MS = 2400;

export class History {
  #isLoading = false;
  #watch;

  constructor({ url, timeline, before, after, shown }) {
    Object.assign(this, { url, timeline, before, after, shown });
    this.earlier = timeline.scroller.querySelector("[data-earlier]");
    this.later = timeline.scroller.querySelector("[data-later]");
    this.start = timeline.scroller.querySelector("[data-start]");
    this.#watch = new IntersectionObserver((seen) => this.#near(seen), { root: timeline.scroller, rootMargin: `${NEAR_PX}px 0px` });
    for (const [edge, load] of [[this.earlier, () => this.loadEarlier()], [this.later, () => this.loadLater()]]) {
      edge.addEventListener("click", (event) => { event.preventDefault(); load(); });
      this.#watch.observe(edge);
    }
  }

  /** Whether the newest messages are not on the page. */
  get isDetached() { return this.after !== null; }

  loadEarlier() {
    return this.#load(this.before && { before: this.before }, async ({ html, before }) => {
      await this.timeline.settled();
      this.timeline.prepend(html);
      this.before = before;
    });
  }

  loadLater() {
    return this.#load(this.after && { after: this.after }, ({ html, after }) => {
      this.timeline.append(html);
      this.after = after;
    });
  }

  /** The newest page again, at its end. */
  async toNewest() {
    if (this.isDetached) await this.reload();
    this.timeline.toEnd();
  }

  reload() {
    return this.#load({}, (page) => this.#replace(page));
  }

  /** Show one message in its surroundings. */
  async jump(id) {
    if (!this.timeline.find(id)) await this.#load({ around: id }, (page) => this.#replace(page));
    const message = this.timeline.find(id);
    if (!message) return;
    message.scrollIntoView({ block: "center" });
    message.focus({ preventScroll: true });
    message.classList.add("is-found");
    setTimeout(() => message.classList.remove("is-found"), FOUND_MS);
  }

  #replace({ html, before, after = null }) {
    this.timeline.replaceAll(html);
    this.before = before;
    this.after = after;
  }

  async #load(query, show) {
    if (!query || this.#isLoading) return;
    this.#isLoading = true;
    try {
      await show(await get(`${this.url}history/?${new URLSearchParams(query)}`));
      this.#edges();
      this.shown();
    } finally {
      this.#isLoading = false;
    }
  }

  #near(seen) {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      // A page that could not be loaded stays a button; nothing is lost.
      (target === this.earlier ? this.loadEarlier() : this.loadLater()).catch(() => {});
    }
  }

  /** Show what is there to load, and look anew: an edge that stays in view reports nothing by itself. */
  #edges() {
    this.earlier.hidden = !this.before;
    this.start.hidden = Boolean(this.before);
    if (this.later.hidden !== !this.after) this.timeline.stay(() => { this.later.hidden = !this.after; });
    for (const edge of [this.earlier, this.later]) {
      this.#watch.unobserve(edge);
      this.#watch.observe(edge);
    }
  }
}
