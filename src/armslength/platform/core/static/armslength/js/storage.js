// What the browser keeps for its member; a browser that keeps nothing is fine.

const PREFIX = "armslength.";

export function remember(key, value) {
  try { localStorage.setItem(PREFIX + key, JSON.stringify(value)); } catch { /* full or switched off */ }
}

export function recall(key) {
  try { return JSON.parse(localStorage.getItem(PREFIX + key)); } catch { return null; }
}

export function forget(key) {
  try { localStorage.removeItem(PREFIX + key); } catch { /* nothing was kept */ }
}

/** Everything that people wrote goes when they sign out; the theme stays. */
export function forgetWriting() {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(`${PREFIX}draft.`) || key.startsWith(`${PREFIX}outbox.`)) localStorage.removeItem(key);
  }
}
