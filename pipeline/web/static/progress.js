// How far an article is, as the server tells it; the page of the finished article takes this one's place.

import { article, fill, texts } from "./server.js";

const bar = document.getElementById("progress");
const stage = document.getElementById("stage");
const events = new EventSource(`/v1/articles/${encodeURIComponent(article)}/events`);

events.addEventListener("progress", (event) => {
  const at = JSON.parse(event.data);
  stage.textContent = fill(texts[`stage_${at.stage}`] ?? "", at);
  if (at.stage === "translate" && at.total) {
    bar.max = at.total;
    bar.value = at.done;
  } else {
    bar.removeAttribute("value");
  }
});
events.addEventListener("end", () => {
  events.close();
  location.reload();
});
