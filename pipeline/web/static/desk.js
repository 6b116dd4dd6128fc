// The desk's page: what buttons and keys do, and the way from sentence to sentence and finding to finding.

import { cancel, edit, flush, isEdited, takeUp } from "./editing.js";
import { mark } from "./marks.js";
import { article, ask, refresh, say, texts } from "./server.js";

const help = document.getElementById("help");
const keysOn = document.getElementById("keys-on");
const KEYS_OFF = "overzet-keys-off";

const rows = () => [...document.querySelectorAll("[data-segment]")];
const rowOf = (element) => element?.closest?.("[data-segment]") ?? null;
const noteOf = (element) => element?.closest?.("[data-finding]") ?? null;
const openNotes = () => [...document.querySelectorAll('[data-finding][data-open="yes"]')];

let place = null; // id of the row or finding that was in hand last

function current() {
  const here = rowOf(document.activeElement) ?? noteOf(document.activeElement);
  return here ?? (place && document.getElementById(place));
}

function goTo(element) {
  if (!element) return;
  place = element.id;
  element.focus({ preventScroll: true });
  const box = element.getBoundingClientRect();
  if (box.top < 80 || box.bottom > innerHeight - 40) element.scrollIntoView({ block: "center" });
}

function step(by) {
  const all = rows();
  const here = rowOf(current());
  const at = here ? all.indexOf(here) : by > 0 ? -1 : all.length;
  goTo(all[Math.min(all.length - 1, Math.max(0, at + by))]);
}

function nextFinding() {
  const all = openNotes();
  const here = current();
  const follows = (note) => here.compareDocumentPosition(note) & Node.DOCUMENT_POSITION_FOLLOWING;
  goTo((here && all.find((note) => note !== here && follows(note))) ?? all[0]);
}

async function change(doing) {
  try {
    await doing;
    await refresh();
  } catch (error) {
    say(error.message);
  }
}

// Asks for a reason in the finding itself; one is needed to dismiss it.
function decide(note, action) {
  const acts = note.querySelector(".acts");
  const form = document.createElement("form");
  form.className = "acts";
  const reason = Object.assign(document.createElement("input"), { type: "text", maxLength: 500 });
  reason.required = action === "dismiss";
  reason.placeholder = reason.required ? texts.reason_wanted : texts.reason;
  reason.setAttribute("aria-label", `${texts[action]}: ${reason.placeholder}`);
  const button = Object.assign(document.createElement("button"), { className: "main", textContent: texts[action] });
  form.append(reason, button);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const key = note.dataset.finding;
    const after = openNotes();
    const next = after[after.indexOf(note) + 1]?.id;
    await change(ask("POST", `/findings/${key}`, { action, reason: reason.value }));
    goTo(document.getElementById(next ?? `f-${key}`));
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    form.replaceWith(acts);
    note.focus();
  });
  acts.replaceWith(form);
  reason.focus();
}

async function copy() {
  try {
    const answer = await fetch(`/articles/${encodeURIComponent(article)}/text`);
    if (!answer.ok) throw new Error();
    await navigator.clipboard.writeText(await answer.text());
    say(texts.copied);
  } catch {
    say(texts.not_copied);
  }
}

const doing = {
  edit: (element) => { const row = rowOf(element); if (row) edit(row); },
  cancel: (element) => cancel(rowOf(element)),
  accept: (element) => decide(noteOf(element), "accept"),
  dismiss: (element) => decide(noteOf(element), "dismiss"),
  reopen: (element) => change(ask("POST", `/findings/${noteOf(element).dataset.finding}`, { action: "reopen" })),
  undo: () => change(ask("POST", "/undo")),
  redo: () => change(ask("POST", "/redo")),
  copy,
  help: () => help.showModal(),
};

// The finding in hand, or the first open one of the sentence in hand.
function noteInHand() {
  const here = current();
  const note = noteOf(here) ?? rowOf(here)?.querySelector('[data-finding][data-open="yes"]');
  return note?.dataset.open === "yes" && note.querySelector("button") ? note : null;
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  e: () => { const row = rowOf(current()); if (row) edit(row); },
  f: nextFinding,
  a: () => { const note = noteInHand(); if (note) decide(note, "accept"); },
  d: () => { const note = noteInHand(); if (note) decide(note, "dismiss"); },
  u: doing.undo,
  r: doing.redo,
  "?": doing.help,
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) return void doing[button.dataset.do](button);
  const jump = event.target.closest("[data-jump]");
  if (jump) {
    event.preventDefault();
    return void goTo(document.getElementById(`f-${jump.dataset.jump}`));
  }
  const note = noteOf(event.target);
  if (note && !event.target.closest("button, input, form")) touch(rowOf(note));
  for (const menu of document.querySelectorAll(".menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("dblclick", (event) => {
  const row = event.target.closest(".text") && rowOf(event.target);
  if (row && !isEdited(row)) edit(row);
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, dialog");
  if (event.key === "Escape") for (const menu of document.querySelectorAll(".menu[open]")) menu.open = false;
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !keysOn.checked) return;
  const act = keys[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

// A finding in hand lights up its sentence.
function touch(row) {
  for (const lit of document.querySelectorAll(".touched")) lit.classList.remove("touched");
  row?.classList.add("touched");
}

document.addEventListener("focusin", (event) => {
  const here = noteOf(event.target) ?? rowOf(event.target);
  if (here) place = here.id;
  touch(rowOf(event.target));
  mark(noteOf(event.target));
});

document.addEventListener("mouseover", (event) => mark(noteOf(event.target) ?? noteOf(document.activeElement)));

keysOn.checked = localStorage.getItem(KEYS_OFF) === null;
keysOn.addEventListener("change", () => {
  if (keysOn.checked) localStorage.removeItem(KEYS_OFF);
  else localStorage.setItem(KEYS_OFF, "1");
});
addEventListener("pagehide", flush);
takeUp();
