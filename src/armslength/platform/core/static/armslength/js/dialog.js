// Dialogs open by buttons with data-opens; one that asks gives a promise.

export function start() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens)?.showModal();
    else if (event.target.matches("dialog.dialog")) event.target.close();
  });
}

/** Show a dialog whose form's buttons have values; resolves to the chosen value, "" when closed. */
export function ask(id) {
  const dialog = document.getElementById(id);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true });
  });
}
