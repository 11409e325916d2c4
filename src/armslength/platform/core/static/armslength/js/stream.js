// One stream of events for all tabs of a browser, with no gap and no repeat.
//
// The tab that holds the Web Lock reads the stream and passes every frame on; each tab keeps
// its own number, applies the next one only, and asks for what it missed.

import { get } from "./request.js";

const NAME = "armslength-stream";
const RETRY_MIN_MS = 1000;
const RETRY_MAX_MS = 30_000;

const listeners = new Map();
let applied = null;
let catching = null;
let channel = null;
let source = null;
let leads = false;
let retryMs = RETRY_MIN_MS;
let retryTimer = 0;

/** Call `run(data)` for each event of a kind; also "typing", and "reset" when too much was missed. */
export function listen(kind, run) {
  if (!listeners.has(kind)) listeners.set(kind, new Set());
  listeners.get(kind).add(run);
}

function publish(kind, data) {
  for (const run of listeners.get(kind) ?? []) {
    try { run(data); } catch (fault) { console.error(fault); }
  }
}

// ---- applying in order

function apply(event) {
  if (event.number !== applied + 1) return;
  applied = event.number;
  publish(event.kind, event);
}

function receive(event) {
  if (event.number <= applied) return;
  if (event.number === applied + 1 && !catching) apply(event);
  else catchUp();
}

/** Too much was missed to be told one by one: pages load what they show anew. */
// A lower number than ours is a database that was put back from a copy.
function skipTo(number) {
  if (number === applied) return;
  applied = number;
  publish("reset", {});
}

/** Ask for everything after the last number; at most one such question is under way. */
function catchUp() {
  catching ??= fetchMissed().catch(() => {}).finally(() => { catching = null; });
  return catching;
}

async function fetchMissed() {
  for (;;) {
    const asked = applied;
    const { events, number, reset } = await get(`/stream/since/?after=${asked}`);
    if (reset) {
      skipTo(number);
      return;
    }
    events.forEach(apply);
    if (applied === asked || applied >= number) return;
  }
}

// ---- one tab reads

function pass(frame) {
  take(frame);
  channel?.postMessage(frame);
}

function take({ type, event, number }) {
  if (type === "update") receive(event);
  else if (type === "whisper") publish(event.kind, event);
  else if (type === "reset") skipTo(event.number);
  else if (type === "over") location.assign(document.body.dataset.signIn);
  else if (type === "number" && number > applied) catchUp();
  else if (type === "where" && leads) channel.postMessage({ type: "number", number: applied });
}

const parsed = (run) => (message) => run(JSON.parse(message.data || "{}"));

function openSource() {
  closeSource();
  source = new EventSource(`/stream?after=${applied}`);
  source.addEventListener("open", () => { retryMs = RETRY_MIN_MS; });
  source.addEventListener("update", parsed((event) => pass({ type: "update", event })));
  source.addEventListener("whisper", parsed((event) => pass({ type: "whisper", event })));
  source.addEventListener("reset", parsed((event) => pass({ type: "reset", event })));
  source.addEventListener("over", () => pass({ type: "over" }));
  source.addEventListener("error", reopenLater);
}

function closeSource() {
  clearTimeout(retryTimer);
  source?.close();
  source = null;
}

/** A cut stream opens anew from our own number, which the browser's own retry would not know. */
function reopenLater() {
  const isTurnedAway = source.readyState === EventSource.CLOSED;
  closeSource();
  if (isTurnedAway) checkAdmission();
  retryTimer = setTimeout(openSource, retryMs * (0.75 + Math.random() / 2));
  retryMs = Math.min(retryMs * 2, RETRY_MAX_MS);
}

/** A stream that is refused, not cut, may mean that nobody is signed in any more. */
async function checkAdmission() {
  try {
    await get(`/stream/since/?after=${applied}`);
  } catch (error) {
    if ([401, 403, 404].includes(error.status)) pass({ type: "over" });
  }
}

function lead() {
  leads = true;
  openSource();
  return new Promise((release) => {
    addEventListener("pagehide", () => { leads = false; closeSource(); release(); }, { once: true });
  });
}

function elect() {
  // Without Web Locks (an insecure origin) every tab reads for itself.
  if (navigator.locks) navigator.locks.request(NAME, lead).catch(() => {});
  else lead();
}

function joinOthers() {
  if (!("BroadcastChannel" in window)) return;
  channel = new BroadcastChannel(NAME);
  channel.addEventListener("message", (message) => take(message.data));
  channel.postMessage({ type: "where" });
}

function lookAgain() {
  if (leads && source === null) openSource();
  catchUp();
}

export function start() {
  const after = document.body.dataset.streamAfter;
  if (after === undefined) return;
  applied = Number(after);
  joinOthers();
  elect();
  addEventListener("online", lookAgain);
  addEventListener("pageshow", (event) => { if (event.persisted) { elect(); catchUp(); } });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) channel?.postMessage({ type: "where" }); });
}
