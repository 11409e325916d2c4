// "… is typing": told at most every three seconds, believed for five.

import { post } from "./request.js";

const TELL_EVERY_MS = 3000;
const BELIEVE_MS = 5000;

export class Typing {
  #toldAt = 0;
  #timer = 0;

  constructor({ url, line }) {
    this.url = url;
    this.line = line;
  }

  tell() {
    if (Date.now() - this.#toldAt < TELL_EVERY_MS) return;
    this.#toldAt = Date.now();
    post(`${this.url}typing/`).catch(() => {});
  }

  /** Forget what was told, so that the next message tells anew. */
  rest() { this.#toldAt = 0; }

  show(sentence) {
    clearTimeout(this.#timer);
    this.line.textContent = sentence;
    this.line.hidden = false;
    this.#timer = setTimeout(() => this.hide(), BELIEVE_MS);
  }

  hide() {
    clearTimeout(this.#timer);
    this.line.hidden = true;
  }
}
