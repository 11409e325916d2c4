// The numbers beside rooms, in the header and in the title of the tab.

import { listen } from "./stream.js";

function show(badge, count) {
  badge.querySelector("[data-count]").textContent = count;
  badge.hidden = count === 0;
}

function showRoom(room, count) {
  for (const badge of document.querySelectorAll(`[data-unread-room="${CSS.escape(room)}"]`)) show(badge, count);
}

function showAll(count) {
  for (const badge of document.querySelectorAll("[data-unread-all]")) show(badge, count);
  const title = document.title.replace(/^\(\d+\) /, "");
  document.title = count ? `(${count}) ${title}` : title;
}

function adjust({ room, unread }) {
  if (!unread || typeof unread !== "object") return;
  if (unread.room !== undefined) showRoom(room, unread.room);
  if (unread.all !== undefined) showAll(unread.all);
}

export function start() {
  const badge = document.querySelector("[data-unread-all] [data-count]");
  if (badge) showAll(Number(badge.textContent));
  listen("message", adjust);
  listen("unread", adjust);
}
