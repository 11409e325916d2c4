// The room: wires its parts together.

import { Composer } from "./composer.js";
import { ask } from "./dialog.js";
import { Draft } from "./drafts.js";
import * as held from "./held.js";
import { History } from "./history.js";
import * as keyboard from "./keyboard.js";
import { Outbox } from "./outbox.js";
import { Receipts } from "./receipts.js";
import { post } from "./request.js";
import { Search } from "./search.js";
import { listen } from "./stream.js";
import { Timeline, textOf } from "./timeline.js";
import { toast } from "./toast.js";
import { Typing } from "./typing.js";

const root = document.querySelector("[data-room]");
const { room, url, other, otherName, maxChars, editSeconds, before, after } = root.dataset;
const part = (name) => root.querySelector(`[data-${name}]`);
const words = (name) => root.dataset[`say${name[0].toUpperCase()}${name.slice(1)}`];
const keyOf = (kind) => `${kind}.${document.body.dataset.me}.${room}`;
const messageUrl = (id, action) => `${url}messages/${id}/${action}/`;

const scroller = part("scroller");
const newest = part("newest");
const timeline = new Timeline(scroller, part("messages"), otherName);
const draft = new Draft(keyOf("draft"));
const typing = new Typing({ url, line: part("typing").firstElementChild });
const unreadLine = root.querySelector("[data-unread-line]");
const receipts = new Receipts({ url, timeline, hasUnread: unreadLine !== null });
const history = new History({ url, timeline, before: before ?? null, after: after ?? null, shown: () => receipts.look() });
const outbox = new Outbox({ key: keyOf("outbox"), url: `${url}messages/`, timeline, words, settled: arrived });
const keptDraft = draft.text;
const composer = new Composer(part("composer"), { maxChars: Number(maxChars), words, check, send, edit, changed });
const search = new Search({ url, panel: document.getElementById("room-search"), opener: part("search-opener"), words, jump: (id) => tried(history.jump(id)) });

// ---- writing

function changed(text) {
  draft.keep(text);
  if (text.trim()) typing.tell();
}

function check(text, signal) {
  return post(`${url}check/`, { text }, { signal });
}

async function send(text) {
  typing.rest();
  await tried(history.toNewest());
  outbox.send(text);
  timeline.toEnd();
}

async function edit(id, text) {
  try {
    const answer = await post(messageUrl(id, "edit"), { text });
    if (answer.state === "refused") return answer;
    timeline.place(answer.html, { id });
    return null;
  } catch (error) {
    return { sentence: error.sentence || words("problem"), marks: [] };
  }
}

function arrived({ id, client_id: clientId, html }) {
  timeline.place(html, { id, clientId });
}

// ---- what one does with a message

const doings = {
  edit: (message) => composer.startEditing(message.dataset.id, textOf(message)),
  delete: async (message) => {
    if ((await ask("delete-message")) !== "delete") return;
    const { html } = await post(messageUrl(message.dataset.id, "delete"));
    timeline.place(html, { id: message.dataset.id });
  },
  "take-back": (message) => takeBack(message),
  way: async (message, button) => {
    const marks = marksOf(message);
    await takeBack(message, marks);
    composer.takeWay({ code: button.dataset.way });
  },
  retry: (message) => outbox.retry(message.dataset.clientId),
  discard: (message) => composer.giveBack(outbox.discard(message.dataset.clientId) ?? ""),
};

async function takeBack(message, marks = []) {
  const { id } = message.dataset;
  const { html, text } = await post(messageUrl(id, "take-back"));
  timeline.place(html, { id });
  if (composer.isEmpty) composer.fill(text, marks);
  else composer.giveBack(text);
}

/** Where the marks of a stopped message lie, in code points of its text. */
function marksOf(message) {
  let at = 0;
  const marks = [];
  for (const node of message.querySelector(".message-text").childNodes) {
    const end = at + [...node.textContent].length;
    if (node.nodeName === "MARK") marks.push({ start: at, end, kind: node.dataset.kind });
    at = end;
  }
  return marks;
}

async function tried(promise) {
  try {
    return await promise;
  } catch (error) {
    toast(error.sentence || words("problem"));
    return undefined;
  }
}

part("messages").addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (!button) return;
  event.preventDefault();
  button.closest("details")?.removeAttribute("open");
  tried(Promise.resolve(doings[button.dataset.do](button.closest(".message"), button)));
});

// The time for editing may have passed since the page was made.
part("messages").addEventListener("toggle", (event) => {
  const message = event.target.closest(".message");
  const item = event.target.querySelector("[data-edit-item]");
  if (item) item.hidden = !mayEdit(message);
}, { capture: true });

function mayEdit({ dataset }) {
  const isYoung = Date.now() - Date.parse(dataset.at) < Number(editSeconds) * 1000;
  return dataset.mine === "true" && dataset.state === "delivered" && isYoung;
}

function editLast(event) {
  if (event.key !== "ArrowUp" || event.isComposing || composer.text !== "" || composer.editing) return;
  const last = timeline.messages.findLast(mayEdit);
  if (!last) return;
  event.preventDefault();
  doings.edit(last);
}
composer.field.addEventListener("keydown", editLast);

// ---- what happens elsewhere

listen("message", (event) => {
  if (event.room !== room || !event.html) return;
  if (event.client_id) outbox.settle(event.client_id);
  if (!event.mine) typing.hide();
  if (history.isDetached) {
    if (!event.mine) showNewest(true);
    return;
  }
  const wasAtEnd = timeline.isAtEnd;
  const isNew = !timeline.find(event.message);
  const message = timeline.place(event.html, { id: event.message, clientId: event.client_id });
  if (!event.mine && isNew) welcome(message, wasAtEnd);
});

listen("message.changed", (event) => {
  if (event.room !== room) return;
  // What was said aloud may be what has just been taken away.
  part("announce").textContent = "";
  if (timeline.find(event.message)) {
    timeline.place(event.html, { id: event.message });
    receipts.look();
  } else if (event.html && !history.isDetached) arrivedLate(event);
});

/** A message that was held and let through has its place in the past. */
function arrivedLate(event) {
  const message = timeline.place(event.html, { id: event.message });
  if (!event.mine) welcome(message, timeline.isAtEnd);
}

listen("receipt", (event) => { if (event.room === room && event.reader === other) receipts.show(event.up_to); });
listen("typing", (event) => { if (event.room === room && event.who === other) typing.show(words("typing")); });
listen("reset", () => tried(history.reload()));

function welcome(message, wasAtEnd) {
  receipts.look();
  if (!wasAtEnd) showNewest(true);
  if (!wasAtEnd || !document.hasFocus()) timeline.drawUnreadLine(message, words("new"));
  part("announce").textContent = `${otherName}: ${textOf(message)}`;
}

// ---- where one is

function showNewest(hasNews = newest.hasAttribute("data-news")) {
  newest.hidden = timeline.isAtEnd && !history.isDetached;
  newest.toggleAttribute("data-news", hasNews && !newest.hidden);
  newest.lastElementChild.textContent = words(newest.hasAttribute("data-news") ? "new" : "newest");
}

function toNewest() {
  tried(history.toNewest()).then(() => showNewest(false));
}

newest.addEventListener("click", () => { toNewest(); composer.focus(); });
scroller.addEventListener("scroll", () => showNewest(), { passive: true });
keyboard.on("c", () => composer.focus());
keyboard.on("End", toNewest);

if (unreadLine && unreadLine.getBoundingClientRect().top < scroller.getBoundingClientRect().top) unreadLine.scrollIntoView();
if (composer.isEmpty && keptDraft) composer.restore(keptDraft);
if (location.hash.startsWith("#m-")) tried(history.jump(location.hash.slice(3)));
else if (matchMedia("(pointer: fine)").matches && document.activeElement === document.body) composer.focus();
held.start();
showNewest(false);
