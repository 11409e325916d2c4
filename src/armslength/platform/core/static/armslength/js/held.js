// How long a held message can still take: the deadline counts down in words.

const SECOND = 1000;
const unit = (value, name) =>
  new Intl.NumberFormat(document.documentElement.lang || "en", { style: "unit", unit: name, unitDisplay: "short" }).format(value);

function sayLeft(ms) {
  const minutes = Math.floor(ms / 60_000);
  if (minutes >= 60) return `${unit(Math.floor(minutes / 60), "hour")} ${unit(minutes % 60, "minute")}`;
  if (minutes >= 5) return unit(minutes, "minute");
  return `${unit(minutes, "minute")} ${unit(Math.floor((ms % 60_000) / SECOND), "second")}`;
}

function tick() {
  for (const element of document.querySelectorAll("[data-until]")) {
    const text = sayLeft(Math.max(0, Date.parse(element.dataset.until) - Date.now()));
    if (element.textContent !== text) element.textContent = text;
  }
}

export function start() {
  tick();
  setInterval(tick, SECOND);
}
