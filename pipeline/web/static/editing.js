// Editing a sentence in its place: what is typed is kept as a draft, and saved when the editor says so.

import { ask, refresh, say, texts } from "./server.js";

const PAUSE = 500;
const timers = new WeakMap();
const drafting = new WeakMap();

const pathOf = (row) => `/segments/${encodeURIComponent(row.dataset.segment)}`;
const shown = (row) => row.querySelector(".text");
const areaOf = (row) => row.querySelector("form.editor textarea");

export const isEdited = (row) => areaOf(row) !== null;

export function edit(row, draft) {
  const area = areaOf(row);
  if (area) return area.focus();
  const text = shown(row);
  if (!text) return undefined;
  const form = document.getElementById("editor").content.cloneNode(true).querySelector("form");
  const field = form.querySelector("textarea");
  field.value = draft ?? text.dataset.text;
  field.dataset.before = text.dataset.text;
  form.querySelector(".state").textContent = draft === undefined ? "" : texts.draft_kept;
  for (const part of row.querySelectorAll(".english > *")) part.hidden = true;
  row.querySelector(".english").append(form);
  form.addEventListener("submit", (event) => { event.preventDefault(); save(row); });
  field.addEventListener("input", () => { fit(field); schedule(row); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); save(row); }
    if (event.key === "Escape" && !event.isComposing) { event.preventDefault(); cancel(row); }
  });
  fit(field);
  return draft === undefined && field.focus();
}

function fit(field) {
  field.rows = 2;
  while (field.scrollHeight > field.clientHeight + 2 && field.rows < 30) field.rows += 1;
}

function schedule(row) {
  clearTimeout(timers.get(row));
  timers.set(row, setTimeout(() => keep(row), PAUSE));
}

// Drafts of one sentence go one after the other, so that an older one never lands on a newer one.
function keep(row, text) {
  const field = areaOf(row);
  const value = text === undefined ? field?.value : text;
  if (value === undefined) return Promise.resolve();
  const before = drafting.get(row) ?? Promise.resolve();
  const after = before.then(() => ask("PUT", `${pathOf(row)}/draft`, { text: value })).then(
    () => state(row, texts.draft_kept),
    (error) => state(row, error.message),
  );
  drafting.set(row, after);
  return after;
}

function state(row, text) {
  const place = row.querySelector("form.editor .state");
  if (place) place.textContent = text;
}

async function save(row) {
  const field = areaOf(row);
  clearTimeout(timers.get(row));
  await drafting.get(row);
  try {
    await ask("PUT", pathOf(row), { text: field.value, before: field.dataset.before });
    close(row);
    await refresh();
    say(texts.saved);
  } catch (error) {
    if (areaOf(row)) state(row, error.message);
    else say(error.message);
  }
  if (!areaOf(row)) focusAgain(row);
}

export async function cancel(row) {
  clearTimeout(timers.get(row));
  close(row);
  focusAgain(row);
  await keep(row, null);
}

function close(row) {
  row.querySelector("form.editor")?.remove();
  for (const part of row.querySelectorAll(".english > *")) part.hidden = false;
  delete row.dataset.draft;
}

function focusAgain(row) {
  document.getElementById(row.id)?.focus({ preventScroll: true });
}

// Sentences that were being edited when the page was left.
export function takeUp() {
  for (const row of document.querySelectorAll("[data-draft]")) edit(row, row.dataset.draft);
}

// The last words typed before the page goes, which no timer will send.
export function flush() {
  for (const form of document.querySelectorAll("form.editor")) {
    const row = form.closest("[data-segment]");
    const field = areaOf(row);
    if (field.value !== field.dataset.before) {
      ask("PUT", `${pathOf(row)}/draft`, { text: field.value }, true).catch(() => {});
    }
  }
}
