// Says what happened, politely: without taking the focus, and gone by itself.

const SHOWN_MS = 7000;

/** action: {label, run}; with one, the toast stays longer. */
export function toast(text, action = null) {
  const region = document.querySelector("[data-toasts]");
  const element = document.getElementById("toast-template").content.firstElementChild.cloneNode(true);
  element.querySelector("span").textContent = text;
  if (action) element.append(actionButton(action, element));
  region.append(element);
  setTimeout(() => element.remove(), action ? 2 * SHOWN_MS : SHOWN_MS);
}

function actionButton({ label, run }, element) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button is-small";
  button.textContent = label;
  button.addEventListener("click", () => { element.remove(); run(); });
  return button;
}
