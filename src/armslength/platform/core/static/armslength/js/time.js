// Times in the member's zone and the page's language, kept fresh. Says the same as templatetags/moments.py.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
// Plain "en" writes dates as in the United States; the server's English does not.
const language = () => (document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang);
const zone = () => document.body.dataset.timezone || undefined;
const formats = new Map();

function format(at, options) {
  const key = JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(language(), { timeZone: zone(), ...options }));
  return formats.get(key).format(at);
}

const dayNumbers = () => {
  if (!formats.has("day")) {
    formats.set("day", new Intl.DateTimeFormat("en-CA", { timeZone: zone(), year: "numeric", month: "2-digit", day: "2-digit" }));
  }
  return formats.get("day");
};

/** The day of a moment in the member's zone, as "2026-11-22". */
export const dayOf = (at) => dayNumbers().format(at);

const daysBetween = (at, now) => Math.round((Date.parse(dayOf(at)) - Date.parse(dayOf(now))) / (24 * HOUR));
const clock = (at) => format(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

function ago(count, unit) {
  return new Intl.RelativeTimeFormat(language(), { numeric: "always" }).format(count, unit);
}

function nearby(days) {
  return new Intl.RelativeTimeFormat(language(), { numeric: "auto" }).format(days, "day");
}

const capital = (text) => text.charAt(0).toLocaleUpperCase(language()) + text.slice(1);

function relative(at, now) {
  const distance = at - now;
  if (Math.abs(distance) < MINUTE) return null;
  if (Math.abs(distance) < HOUR) return ago(Math.trunc(distance / MINUTE), "minute");
  const days = daysBetween(at, now);
  if (days === 0) return ago(Math.trunc(distance / HOUR), "hour");
  if (Math.abs(days) === 1) return `${nearby(days)}, ${clock(at)}`;
  if (Math.abs(days) < 7) return `${format(at, { weekday: "long" })}, ${clock(at)}`;
  const isThisYear = dayOf(at).slice(0, 4) === dayOf(now).slice(0, 4);
  return format(at, { day: "numeric", month: "short", ...(isThisYear ? {} : { year: "numeric" }) });
}

function dayHeading(at, now) {
  const days = daysBetween(at, now);
  if (days === 0 || days === -1) return capital(nearby(days));
  const isThisYear = dayOf(at).slice(0, 4) === dayOf(now).slice(0, 4);
  return format(at, { weekday: "long", day: "numeric", month: "long", ...(isThisYear ? {} : { year: "numeric" }) });
}

const exact = (at) =>
  format(at, { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" });

const sayings = { relative, day: dayHeading, clock, exact };

/** Say the time of one element anew; "just now" stays as the server said it. */
export function refresh(element, now = Date.now()) {
  const at = Date.parse(element.dateTime);
  const text = sayings[element.dataset.show]?.(at, now);
  if (text && element.textContent !== text) element.textContent = text;
}

/** Times in markup that came later were said in the zone of whoever caused it. */
export function refreshAll(root = document) {
  const now = Date.now();
  for (const element of root.querySelectorAll("time[data-show]")) {
    if (element.dataset.show !== "exact") refresh(element, now);
    element.title = exact(Date.parse(element.dateTime));
  }
}

export function makeTime(at, show) {
  const element = document.createElement("time");
  element.dateTime = new Date(at).toISOString();
  element.dataset.show = show;
  refresh(element);
  return element;
}

function refreshPassing() {
  for (const element of document.querySelectorAll("time[data-show=relative], time[data-show=day]")) refresh(element);
}

export function start() {
  setInterval(refreshPassing, MINUTE);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refreshPassing(); });
}
