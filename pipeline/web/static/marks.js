// The words that a finding rests on, marked on both sides while the finding is in hand.

const NAME = "evidence";
const SHORTEST = 2;

export function mark(note) {
  if (!("highlights" in CSS)) return;
  CSS.highlights.delete(NAME);
  const row = note?.closest("[data-segment]");
  if (!row) return;
  const words = note.dataset.evidence.split(", ").filter((word) => word.length >= SHORTEST || /\d/.test(word));
  const ranges = [...row.querySelectorAll(".dutch, .text")].flatMap((side) => rangesIn(side, words));
  if (ranges.length) CSS.highlights.set(NAME, new Highlight(...ranges));
}

function rangesIn(side, words) {
  const node = side.firstChild;
  if (node?.nodeType !== Node.TEXT_NODE) return [];
  const found = [];
  for (const word of words) {
    for (let at = node.data.indexOf(word); at >= 0; at = node.data.indexOf(word, at + word.length)) {
      if (stands(node.data, at, at + word.length)) found.push(range(node, at, at + word.length));
    }
  }
  return found;
}

// Not a part of a longer word or number.
function stands(text, start, end) {
  const inWord = /[\p{L}\p{N}]/u;
  return !inWord.test(text[start - 1] ?? "") && !inWord.test(text[end] ?? "");
}

function range(node, start, end) {
  const made = new Range();
  made.setStart(node, start);
  made.setEnd(node, end);
  return made;
}
