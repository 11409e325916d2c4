// Classic and blocking on purpose: the colours are settled before the first paint.
{
  const kept = () => {
    try { return localStorage.getItem("armslength.theme") ?? ""; } catch { return ""; }
  };
  const show = (theme) => {
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  };
  const keep = (theme) => {
    try { localStorage.setItem("armslength.theme", theme); } catch { /* storage is off: the choice lasts for this page */ }
  };
  show(kept());
  addEventListener("storage", (event) => { if (event.key === "armslength.theme") show(event.newValue ?? ""); });
  addEventListener("DOMContentLoaded", () => {
    for (const radio of document.querySelectorAll("[data-theme-switch] input")) {
      radio.checked = radio.value === kept();
      radio.addEventListener("change", () => { keep(radio.value); show(radio.value); });
    }
  });
}
