// Writing: the field, its marks, the note under it, and editing what was sent.

import { reword, takeOut } from "./guarded.js";
import { Mirror } from "./marks.js";

const AFTER_WORD_MS = 250;
const AFTER_PAUSE_MS = 500;
const COUNT_FROM = 0.9;
const isWordEnd = /[\s\p{P}]$/u;

const lengthOf = (text) => [...text].length;

export class Composer {
  #checked = 0;
  #timer = 0;
  #asking = null;
  #quietUntil = 0;
  #isComposing = false;
  #editing = null;
  #kept = "";
  #way = null;
  #asked = null;
  #wording = "";

  /** words: what the page says; check(text, signal); send(text); edit(id, text) -> verdict or null; changed(text). */
  constructor(form, { maxChars, words, check, send, edit, changed }) {
    Object.assign(this, { form, maxChars, words, check, send, edit, changed });
    this.field = form.elements.text;
    this.mirror = new Mirror(this.field);
    this.#wire();
    this.#wrote();
  }

  get text() { return this.field.value; }
  get editing() { return this.#editing; }
  get isEmpty() { return this.text.trim() === ""; }

  /** Put text into the field; marks in code points, if they are known. */
  fill(text, marks = []) {
    this.restore(text);
    this.mirror.show(marks);
    this.focus();
  }

  /** Put back a draft, without taking the focus. */
  restore(text) {
    this.field.value = text;
    this.mirror.follow();
    this.#wrote();
  }

  /** Put text back in front of what is being written. */
  giveBack(text) {
    this.fill(this.isEmpty ? text : `${text}\n${this.text}`);
  }

  focus() {
    this.field.focus({ preventScroll: true });
    this.field.setSelectionRange(this.text.length, this.text.length);
    this.field.parentElement.scrollTop = this.field.parentElement.scrollHeight;
  }

  startEditing(id, text) {
    if (this.#editing === null) this.#kept = this.text;
    this.#editing = id;
    this.form.querySelector("[data-editing]").hidden = false;
    this.fill(text);
  }

  leaveEditing() {
    if (this.#editing === null) return;
    this.#editing = null;
    this.form.querySelector("[data-editing]").hidden = true;
    this.fill(this.#kept);
  }

  /** The wording that was suggested for this very text; without one, the marked spans leave. */
  dropMarked() {
    if (this.#wording && this.text === this.#asked) reword(this.field, this.#wording);
    else takeOut(this.field, this.mirror.marks);
    this.mirror.follow();
    this.#wrote();
    this.focus();
  }

  // ---- the field

  #wire() {
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.field.addEventListener("input", () => this.#wrote());
    this.field.addEventListener("compositionstart", () => { this.#isComposing = true; });
    this.field.addEventListener("compositionend", () => { this.#isComposing = false; this.#askSoon(); });
    this.field.addEventListener("keydown", (event) => this.#press(event));
    this.form.querySelector("[data-do=leave-edit]").addEventListener("click", () => this.leaveEditing());
    this.form.querySelector("[data-way-button]").addEventListener("click", () => this.takeWay(this.#way));
  }

  #press(event) {
    if (event.isComposing || this.#isComposing || event.keyCode === 229) return;
    const isTouch = matchMedia("(pointer: coarse)").matches;
    if (event.key === "Enter" && !event.shiftKey && (!isTouch || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && this.#editing !== null) {
      event.preventDefault();
      this.leaveEditing();
    }
  }

  #wrote() {
    this.#count();
    if (this.#editing === null) this.changed(this.text);
    this.#askSoon();
  }

  #count() {
    const left = this.maxChars - lengthOf(this.text.trim());
    const count = this.form.querySelector("[data-count-left]");
    count.hidden = left > this.maxChars * (1 - COUNT_FROM);
    count.toggleAttribute("data-over", left < 0);
    count.textContent = left < 0 ? `${this.words("long")} ${-left}` : `${left} ${this.words("left")}`;
  }

  // ---- sending

  async submit() {
    const text = this.text.trim();
    if (text === "" || lengthOf(text) > this.maxChars) return;
    if (this.#editing !== null) {
      await this.#saveEdit(text);
      return;
    }
    this.#forgetQuestion();
    this.field.value = "";
    this.mirror.follow();
    this.#wrote();
    this.show(null);
    this.send(text);
  }

  async #saveEdit(text) {
    const id = this.#editing;
    const verdict = await this.edit(id, text);
    if (this.#editing !== id) return;
    if (verdict === null) {
      this.leaveEditing();
      return;
    }
    this.mirror.show(verdict.marks ?? [], text);
    this.#suggest(text, verdict);
    this.show(verdict);
  }

  // ---- the dry run

  #askSoon() {
    clearTimeout(this.#timer);
    if (this.isEmpty) {
      this.#forgetQuestion();
      this.show(null);
      return;
    }
    if (this.#isComposing) return;
    const before = this.text.slice(0, this.field.selectionEnd);
    this.#timer = setTimeout(() => this.#ask(), isWordEnd.test(before) ? AFTER_WORD_MS : AFTER_PAUSE_MS);
  }

  #forgetQuestion() {
    clearTimeout(this.#timer);
    this.#checked += 1;
    this.#asking?.abort();
  }

  async #ask() {
    if (Date.now() < this.#quietUntil) return;
    this.#forgetQuestion();
    const turn = this.#checked;
    const asked = this.text;
    this.#asking = new AbortController();
    try {
      const verdict = await this.check(asked, this.#asking.signal);
      if (turn !== this.#checked) return;
      this.mirror.show(verdict.marks, asked);
      this.#suggest(asked, verdict);
      this.show(verdict);
    } catch (error) {
      // Without an answer one writes on; sending is guarded all the same.
      if (error.retryAfterSeconds) this.#rest(error.retryAfterSeconds);
    }
  }

  #suggest(asked, verdict) {
    this.#asked = asked;
    this.#wording = verdict.wording ?? "";
  }

  #rest(seconds) {
    this.#quietUntil = Date.now() + seconds * 1000;
    this.#timer = setTimeout(() => this.#ask(), seconds * 1000 + 50);
  }

  // ---- the note

  /** Say what the rule is and what is allowed; null when there is nothing to say. */
  show(verdict) {
    const sentence = verdict?.sentence ?? verdict?.note ?? "";
    const found = this.form.querySelector("[data-found]");
    this.#way = verdict?.way ?? null;
    setText(this.form.querySelector("[data-sentence]"), sentence);
    this.#showLink(this.form.querySelector("[data-rule]"), sentence && verdict.rule_url, verdict?.rule_title);
    this.#showLink(this.form.querySelector("[data-way-link]"), this.#way?.url, this.#way?.label);
    const button = this.form.querySelector("[data-way-button]");
    setText(button, this.#way?.label ?? "");
    button.hidden = !this.#way || Boolean(this.#way.url);
    found.hidden = !sentence;
    this.form.querySelector("[data-hint]").hidden = Boolean(sentence);
  }

  #showLink(link, url, label) {
    link.hidden = !url;
    setText(link, url ? label : "");
    if (url) link.href = url;
  }

  /** The allowed way that needs no other page. */
  takeWay(way) {
    if (way?.code === "drop") {
      this.dropMarked();
      return;
    }
    const [first] = this.mirror.marks;
    this.field.focus({ preventScroll: true });
    if (first) this.field.setSelectionRange(first.start, first.end);
  }
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

