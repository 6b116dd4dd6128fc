// What the page asks of the server, and how it shows what came of it.

export const article = document.body.dataset.article;
export const texts = JSON.parse(document.body.dataset.texts);
const base = `/v1/articles/${encodeURIComponent(article)}`;

let fading;

export function say(text) {
  const status = document.getElementById("status");
  status.textContent = text;
  clearTimeout(fading);
  fading = setTimeout(() => { status.textContent = ""; }, 5000);
}

export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

// Resolves to the answer, or throws an Error whose message an editor can read.
export async function ask(method, path, body, keepalive = false) {
  let answer;
  try {
    const headers = { "Content-Type": "application/json" };
    answer = await fetch(base + path, { method, headers, body: JSON.stringify(body ?? {}), keepalive });
  } catch {
    throw new Error(texts.not_saved);
  }
  if (answer.ok) return answer.status === 204 ? null : answer.json();
  const text = await answer.text();
  let said = text;
  try {
    const answered = JSON.parse(text);
    said = answered.error ?? answered.detail?.[0]?.msg ?? text;
  } catch {
    // A refusal before the application is plain text.
  }
  throw new Error(typeof said === "string" ? said : texts.not_saved);
}

// Take over what is new on the page; a sentence that is being edited stays as it is.
export async function refresh() {
  let answer;
  try {
    answer = await fetch(location.pathname + location.search);
  } catch {
    throw new Error(texts.not_saved);
  }
  if (!answer.ok) throw new Error(texts.not_saved);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const now = fresh.getElementById(part.id);
    if (!now || part.querySelector("form.editor") || part.outerHTML === now.outerHTML) continue;
    const opened = part.open;
    const taken = document.importNode(now, true);
    if (opened) taken.open = true;
    part.replaceWith(taken);
  }
}
