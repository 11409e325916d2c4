// What one began to write stays in this browser until it is sent.

import { forget, recall, remember } from "./storage.js";

const PAUSE_MS = 300;

export class Draft {
  #key;
  #text = "";
  #timer = 0;

  constructor(key) {
    this.#key = key;
    addEventListener("pagehide", () => this.#write());
  }

  get text() { return recall(this.#key) ?? ""; }

  keep(text) {
    this.#text = text;
    clearTimeout(this.#timer);
    if (text === "") this.#write();
    else this.#timer = setTimeout(() => this.#write(), PAUSE_MS);
  }

  #write() {
    if (this.#text.trim() === "") forget(this.#key);
    else remember(this.#key, this.#text);
  }
}
