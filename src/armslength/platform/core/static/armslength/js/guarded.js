// A form field whose text the guard marked: the spans are underlined where one writes, and can be taken out.

import { Mirror, toUtf16 } from "./marks.js";

/** Take the spans out of a field, last first; the writer can undo it. */
export function takeOut(field, marks) {
  field.focus({ preventScroll: true });
  for (const { start, end } of [...marks].sort((one, other) => other.start - one.start)) {
    const text = field.value;
    const hasSpaceBefore = start === 0 || /\s/.test(text[start - 1]);
    field.setSelectionRange(start, hasSpaceBefore && /[ \t]/.test(text[end] ?? "") ? end + 1 : end);
    // Deprecated, and the only way that leaves "undo" to the writer.
    if (!document.execCommand("delete")) field.setRangeText("");
  }
}

/** Put another wording into a field; the writer can undo it. */
export function reword(field, text) {
  field.focus({ preventScroll: true });
  field.select();
  // Deprecated, and the only way that leaves "undo" to the writer.
  if (!document.execCommand("insertText", false, text)) field.value = text;
}

function wire(part) {
  const field = part.querySelector("textarea, input:not([type=hidden])");
  const found = JSON.parse(part.dataset.marks);
  const mirror = field.matches("textarea") ? new Mirror(field) : null;
  mirror?.show(found);
  if (mirror) part.querySelector(".verdict-text")?.setAttribute("hidden", "");
  part.addEventListener("click", (event) => {
    const way = event.target.closest("[data-way]")?.dataset.way;
    if (way === "drop") takeOut(field, mirror ? mirror.marks : toUtf16(field.value, found));
    else if (way) field.focus();
  });
}

export function start() {
  document.querySelectorAll("[data-guarded]").forEach(wire);
}
