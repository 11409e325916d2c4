// The messages on the page: where each belongs, what stands under one name, and that nothing jumps.

import { dayOf, makeTime, refreshAll } from "./time.js";

const GROUP_MS = 10 * 60_000; // as in templatetags/timeline.py
const NEAR_END_PX = 24;
const MAX_LOOKS = 12;
const ANCHORS_BY_ITSELF = CSS.supports("overflow-anchor", "auto");

const frame = () => new Promise((resolve) => { requestAnimationFrame(resolve); });

export class Timeline {
  constructor(scroller, list, otherName) {
    this.scroller = scroller;
    this.list = list;
    this.otherName = otherName;
  }

  get messages() { return [...this.list.querySelectorAll(":scope > .message")]; }
  /** The flow is laid out from its end: there the offset is zero, above it negative. */
  get isAtEnd() { return this.scroller.scrollTop > -NEAR_END_PX; }

  find(id) { return document.getElementById(`m-${id}`); }
  findPending(clientId) { return clientId ? this.list.querySelector(`[data-client-id="${CSS.escape(clientId)}"]`) : null; }

  toEnd() { this.scroller.scrollTop = 0; }

  /** Between two movements of the flow, or soon enough: what is added while it moves is seen to jump. */
  async settled() {
    let top = NaN;
    for (let looks = 0; looks < MAX_LOOKS && !document.hidden && top !== this.scroller.scrollTop; looks += 1) {
      top = this.scroller.scrollTop;
      await frame();
      await frame();
    }
  }

  /** Put a message where it belongs, over its former self if there is one; empty markup takes it away. */
  place(html, { id, clientId } = {}) {
    const former = (id && this.find(id)) || this.findPending(clientId);
    const [message] = this.#parse(html);
    this.stay(() => {
      if (!message) former?.remove();
      else if (former) replaceKeepingFocus(former, message);
      else this.#insert(message);
      this.arrange();
    });
    return message;
  }

  append(html) { this.stay(() => { this.list.append(...this.#parse(html)); this.arrange(); }, { isPinned: false }); }

  /** Laid out from its end, the flow does not move when it grows at its beginning. */
  prepend(html) {
    const [first] = this.messages;
    // A name that is being read stays, though the message before turns out to be of the same writer.
    if (first && this.#isInView(first)) first.dataset.opens = "";
    this.list.prepend(...this.#parse(html));
    this.arrange();
  }

  replaceAll(html) {
    const pending = this.messages.filter((message) => !message.dataset.id);
    this.list.replaceChildren(...this.#parse(html), ...pending);
    this.arrange();
  }

  addPending(message) { this.stay(() => { this.list.append(message); this.arrange(); }); }

  /** Change the list while what is being read keeps its place: by the browser, or where it can't, by us. */
  stay(change, { isPinned = this.isAtEnd } = {}) {
    const anchor = isPinned || ANCHORS_BY_ITSELF ? null : this.messages.find((message) => this.#isInView(message));
    const before = anchor?.getBoundingClientRect().top;
    change();
    if (isPinned) this.toEnd();
    else if (anchor?.isConnected) this.scroller.scrollTop += anchor.getBoundingClientRect().top - before;
  }

  /** Days and groups, by the rule of the server; touches only what is not yet so. */
  arrange() {
    let before = null;
    for (const message of this.messages) {
      const at = Date.parse(message.dataset.at);
      const here = { at, day: dayOf(at), writer: message.dataset.writer };
      const line = message.previousElementSibling?.matches(".unread-line") ? message.previousElementSibling : null;
      const opensDay = before?.day !== here.day;
      this.#setDay(line ?? message, opensDay ? at : null);
      const continues = !opensDay && !line && !("opens" in message.dataset) && before.writer === here.writer && at - before.at < GROUP_MS;
      if (continues !== "continues" in message.dataset) message.toggleAttribute("data-continues", continues);
      before = here;
    }
  }

  /** A line before what came while nobody looked; there is at most one. */
  drawUnreadLine(message, word) {
    if (this.list.querySelector(".unread-line")) return;
    const line = document.createElement("li");
    line.className = "unread-line";
    line.append(Object.assign(document.createElement("span"), { textContent: word }));
    this.stay(() => { message.before(line); this.arrange(); });
  }

  #setDay(element, at) {
    const former = element.previousElementSibling?.matches(".day") ? element.previousElementSibling : null;
    if (at === null) former?.remove();
    else if (!former) element.before(dayElement(at));
  }

  #insert(message) {
    const at = message.dataset.at;
    const later = this.messages.reverse().filter((other) => !other.dataset.id || other.dataset.at > at);
    const next = later.at(-1);
    if (next) next.before(message);
    else this.list.append(message);
  }

  #isInView(message) {
    return message.getBoundingClientRect().bottom > this.scroller.getBoundingClientRect().top;
  }

  #parse(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    refreshAll(template.content);
    const messages = [...template.content.querySelectorAll(".message")];
    for (const message of messages) {
      const name = message.querySelector(".message-name");
      if (message.dataset.mine === "false" && !name.textContent.trim()) name.textContent = this.otherName;
    }
    return messages;
  }
}

function dayElement(at) {
  const item = document.createElement("li");
  const heading = document.createElement("h2");
  item.className = "day";
  heading.append(makeTime(at, "day"));
  item.append(heading);
  return item;
}

function replaceKeepingFocus(former, message) {
  const focused = former.contains(document.activeElement);
  former.replaceWith(message);
  if (focused) message.focus({ preventScroll: true });
}

/** What somebody wrote, as plain text. */
export const textOf = (message) => message.querySelector(".message-text").textContent;
