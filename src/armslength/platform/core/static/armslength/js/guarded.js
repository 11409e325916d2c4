// A form field whose text the guard marked: the spans are underlined where one writes.

import { Mirror } from "./marks.js";

export function start() {
  for (const field of document.querySelectorAll("[data-guarded]")) {
    const writing = field.querySelector("textarea");
    if (!writing) continue;
    new Mirror(writing).show(JSON.parse(field.dataset.marks));
    field.querySelector(".verdict-text")?.setAttribute("hidden", "");
  }
}
