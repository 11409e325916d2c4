// Tells a client on the pages of projects that somebody made a proposal, and leads there.

import { listen } from "./stream.js";
import { toast } from "./toast.js";

const words = document.querySelector("[data-proposal-words]").dataset;

listen("proposal", ({ project, html }) => {
  if (!html) return;
  const notice = document.createElement("template");
  notice.innerHTML = html;
  const url = notice.content.querySelector("a").getAttribute("href");
  const isHere = location.pathname.includes(project);
  toast(notice.content.textContent.trim(), {
    label: isHere ? words.show : words.open,
    run: () => lead(url, isHere),
  });
});

function lead(url, isHere) {
  if (isHere) history.replaceState(null, "", url);
  if (isHere) location.reload();
  else location.assign(url);
}
