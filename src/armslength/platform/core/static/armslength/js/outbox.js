// What was sent and is not yet acknowledged: kept in the browser, sent in order, once each.

import { post } from "./request.js";
import { forget, recall, remember } from "./storage.js";
import { makeTime } from "./time.js";

const RETRY_MIN_MS = 1000;
const RETRY_MAX_MS = 30_000;

const newClientId = () =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(12)))).replaceAll("+", "-").replaceAll("/", "_");

export class Outbox {
  #entries = [];
  #isSending = false;
  #retryMs = RETRY_MIN_MS;
  #timer = 0;

  /** key: where it is kept; url: where it goes; settled(answer): the server has it. */
  constructor({ key, url, timeline, words, settled }) {
    Object.assign(this, { key, url, timeline, words, settled });
    for (const entry of recall(key) ?? []) this.#add(entry);
    addEventListener("online", () => this.flush());
    this.flush();
  }

  send(text) {
    this.#add({ client_id: newClientId(), text, at: new Date().toISOString(), problem: null });
    this.#keep();
    this.flush();
  }

  /** The message has arrived by another way, or was given up. Returns its text. */
  settle(clientId) {
    const entry = this.#entries.find((one) => one.client_id === clientId);
    if (!entry) return null;
    this.#entries = this.#entries.filter((one) => one !== entry);
    this.#keep();
    return entry.text;
  }

  retry(clientId) {
    const entry = this.#entries.find((one) => one.client_id === clientId);
    if (entry) entry.problem = null;
    this.#retryMs = RETRY_MIN_MS;
    this.flush();
  }

  discard(clientId) {
    const text = this.settle(clientId);
    this.timeline.place("", { clientId });
    return text;
  }

  /** Send what waits, one after the other, so that the order stays. */
  async flush() {
    clearTimeout(this.#timer);
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      for (let entry = this.#next(); entry; entry = this.#next()) await this.#deliver(entry);
      this.#retryMs = RETRY_MIN_MS;
    } catch (error) {
      this.#wait(error);
    } finally {
      this.#isSending = false;
    }
  }

  #next() { return this.#entries.find((entry) => entry.problem === null); }

  async #deliver(entry) {
    this.#show(entry, null);
    try {
      const answer = await post(this.url, { client_id: entry.client_id, text: entry.text });
      this.settle(entry.client_id);
      this.settled(answer);
    } catch (error) {
      if (error.isPassing === undefined || error.isPassing) throw error;
      entry.problem = error.sentence || this.words("failed");
      this.#keep();
      this.#show(entry, entry.problem);
    }
  }

  #wait(error) {
    const reason = error.status === 0 || !error.sentence ? this.words("offline") : error.sentence;
    const ms = error.retryAfterSeconds ? error.retryAfterSeconds * 1000 : this.#retryMs;
    for (const entry of this.#entries) if (entry.problem === null) this.#show(entry, reason);
    this.#timer = setTimeout(() => this.flush(), ms * (1 + Math.random() / 4));
    this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MAX_MS);
  }

  #add(entry) {
    this.#entries.push(entry);
    if (this.timeline.findPending(entry.client_id)) return;
    const message = document.getElementById("pending-message").content.firstElementChild.cloneNode(true);
    message.dataset.clientId = entry.client_id;
    message.dataset.at = entry.at;
    message.querySelector(".message-text").textContent = entry.text;
    message.querySelector("time").replaceWith(makeTime(Date.parse(entry.at), "clock"));
    this.timeline.addPending(message);
    if (entry.problem) this.#show(entry, entry.problem);
  }

  #show(entry, reason) {
    const message = this.timeline.findPending(entry.client_id);
    const failed = message?.querySelector(".message-failed");
    if (!failed || (failed.hidden && reason === null)) return;
    this.timeline.stay(() => {
      message.dataset.state = reason === null ? "sending" : "failed";
      message.querySelector("[data-why]").textContent = reason ?? "";
      failed.hidden = reason === null;
    });
  }

  #keep() {
    if (this.#entries.length) remember(this.key, this.#entries);
    else forget(this.key);
  }
}
