// The list of rooms follows what happens in them.

import { listen } from "./stream.js";

const PAUSE_MS = 250;
let timer = 0;

async function renew() {
  const response = await fetch(location.href, { credentials: "same-origin" });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const list = page.querySelector("[data-rooms]");
  const focused = document.activeElement?.closest("[data-rooms] a")?.getAttribute("href");
  document.querySelector("[data-rooms]").replaceWith(list);
  if (focused) list.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
}

function renewSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => renew().catch(() => {}), PAUSE_MS);
}

for (const kind of ["message", "message.changed", "unread", "room.opened", "reset"]) listen(kind, renewSoon);
