// Single keys, away from anything one writes in; they can be switched off in the overview.

import { recall, remember } from "./storage.js";

const CHORD_MS = 1500;
const actions = new Map();
let chordUntil = 0;

/** Bind a key of the page: `on("c", () => …)`. */
export const on = (key, run) => actions.set(key, run);

const isWriting = (target) =>
  target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog[open]") !== null;

function search() {
  document.querySelector("[data-search-opener], input[type=search]")?.dispatchEvent(new CustomEvent("summon", { bubbles: true }));
  document.querySelector("input[type=search]:not([hidden] *)")?.focus();
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isWriting(event.target)) return;
  if (recall("keys") === false) return;
  const link = event.timeStamp < chordUntil && document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
  chordUntil = event.key === "g" ? event.timeStamp + CHORD_MS : 0;
  const run = link ? () => link.click() : actions.get(event.key);
  if (!run) return;
  event.preventDefault();
  run();
}

function wireSwitch(box) {
  box.checked = recall("keys") !== false;
  box.addEventListener("change", () => remember("keys", box.checked));
}

export function start() {
  on("?", () => document.getElementById("keyboard").showModal());
  on("/", search);
  document.querySelectorAll("[data-single-keys]").forEach(wireSwitch);
  document.addEventListener("keydown", press);
}
