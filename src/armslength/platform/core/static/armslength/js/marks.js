// Spans of a text: between code points (the server's) and UTF-16 (the browser's), through edits, into a mirror.

/** Marks in code points -> marks in UTF-16 offsets of `text`. */
export function toUtf16(text, marks) {
  if (!/[\ud800-\udfff]/.test(text)) return marks.map((mark) => ({ ...mark }));
  const offsets = [];
  let at = 0;
  for (const point of text) { offsets.push(at); at += point.length; }
  offsets.push(text.length);
  const offset = (point) => offsets[Math.min(point, offsets.length - 1)];
  return marks.map((mark) => ({ ...mark, start: offset(mark.start), end: offset(mark.end) }));
}

/** The one replaced stretch between two texts: from `start`, `removed` units became `added`. */
export function difference(before, after) {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let same = 0;
  while (same < most - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same += 1;
  return { start, removed: before.length - same - start, added: after.length - same - start };
}

/** Marks after an edit: what lies behind moves along, what was edited inside stretches, what was replaced goes. */
export function shift(marks, { start, removed, added }) {
  const end = start + removed;
  const moved = added - removed;
  return marks.flatMap((mark) => {
    if (mark.end <= start) return [mark];
    if (mark.start >= end) return [{ ...mark, start: mark.start + moved, end: mark.end + moved }];
    if (start <= mark.start && end >= mark.end) return [];
    if (start <= mark.start) return [{ ...mark, start: start + added, end: mark.end + moved }];
    if (end >= mark.end) return [{ ...mark, end: start }];
    return [{ ...mark, end: mark.end + moved }];
  });
}

function pieces(text, marks) {
  const fragment = document.createDocumentFragment();
  let reached = 0;
  for (const { start, end, kind } of [...marks].sort((one, other) => one.start - other.start)) {
    const from = Math.max(start, reached);
    if (from >= Math.min(end, text.length)) continue;
    fragment.append(text.slice(reached, from), markElement(text.slice(from, end), kind));
    reached = Math.min(end, text.length);
  }
  fragment.append(text.slice(reached));
  return fragment;
}

function markElement(text, kind) {
  const mark = document.createElement("mark");
  mark.dataset.kind = kind;
  mark.textContent = text;
  return mark;
}

const isSame = (some, others) =>
  some.length === others.length && some.every((mark, n) => mark.start === others[n].start && mark.end === others[n].end);

/** A layer behind a textarea that shows its text, unseen, with the marks under it. */
export class Mirror {
  #writing;
  #layer;
  #text = "";
  #marks = [];

  constructor(writing) {
    this.#writing = writing;
    this.#layer = writing.parentElement.querySelector(":scope > .mirror") ?? wrap(writing);
    writing.addEventListener("input", () => this.follow());
    this.follow();
  }

  get marks() { return this.#marks; }

  /** The text changed: keep the layer in step, in the same frame. */
  follow() {
    const text = this.#writing.value;
    this.#marks = shift(this.#marks, difference(this.#text, text));
    this.#text = text;
    this.#paint();
  }

  /** Marks (code points) that were found in `asked`, which may have been edited since. */
  show(marks, asked = this.#text) {
    const found = shift(toUtf16(asked, marks), difference(asked, this.#text));
    if (isSame(found, this.#marks)) return;
    this.#marks = found;
    this.#paint();
  }

  #paint() {
    // The last line break has no height of its own in a block; the space gives it one.
    this.#layer.replaceChildren(pieces(this.#text, this.#marks), " ");
  }
}

/** Only for a field nobody writes in yet: moving a textarea would end its focus. */
function wrap(writing) {
  const box = document.createElement("div");
  const layer = document.createElement("div");
  box.className = "mirrored";
  layer.className = "mirror";
  layer.setAttribute("aria-hidden", "true");
  layer.dir = "auto";
  writing.replaceWith(box);
  box.append(layer, writing);
  return layer;
}
