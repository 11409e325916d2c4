// Search in the room; a hit leads to the message in its surroundings.

import { get } from "./request.js";
import { refreshAll } from "./time.js";

const PAUSE_MS = 250;

export class Search {
  #asking = null;
  #timer = 0;

  constructor({ url, panel, opener, words, jump }) {
    Object.assign(this, { url, panel, opener, words, jump });
    this.form = panel.querySelector("[data-search]");
    this.hits = panel.querySelector("[data-search-hits]");
    this.status = panel.querySelector("[data-search-status]");
    this.#wire();
  }

  open() {
    this.panel.hidden = false;
    this.opener.setAttribute("aria-expanded", "true");
    this.form.elements.q.focus();
    this.form.elements.q.select();
  }

  close() {
    this.panel.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
    this.opener.focus({ preventScroll: true });
  }

  #wire() {
    this.opener.addEventListener("click", () => (this.panel.hidden ? this.open() : this.close()));
    this.opener.addEventListener("summon", () => this.open());
    this.panel.querySelector("[data-search-close]").addEventListener("click", () => this.close());
    this.panel.addEventListener("keydown", (event) => { if (event.key === "Escape") this.close(); });
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.#ask(); });
    this.form.addEventListener("input", () => { clearTimeout(this.#timer); this.#timer = setTimeout(() => this.#ask(), PAUSE_MS); });
    this.hits.addEventListener("click", (event) => this.#follow(event));
  }

  #follow(event) {
    const hit = event.target.closest("[data-jump]");
    if (!hit || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.close();
    this.jump(hit.dataset.jump);
  }

  async #ask() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#asking = new AbortController();
    const words = this.form.elements.q.value.trim();
    if (words === "") {
      this.#show("", "");
      return;
    }
    try {
      const { html, count } = await get(`${this.url}search/?${new URLSearchParams({ q: words })}`, this.#asking);
      this.#show(html, count ? "" : this.words("none"));
    } catch (error) {
      if (error.name !== "AbortError") this.#show("", error.sentence || this.words("problem"));
    }
  }

  #show(html, status) {
    this.hits.innerHTML = html;
    this.status.textContent = status;
    refreshAll(this.hits);
  }
}
