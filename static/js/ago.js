// @ts-check
// Who steered last: how long ago it was, counted here, and what the forms beside the live parts have seen of it.
import { serverNow, whenChanged } from "./live.js";

/** "3 s ago", "2 min ago". @param {number} ms */
function words(ms) {
  const seconds = Math.max(Math.floor(ms / 1000), 0);
  return seconds < 60 ? `${seconds} s ago` : `${Math.floor(seconds / 60)} min ago`;
}

function count() {
  for (const time of document.querySelectorAll("time[data-ago]")) {
    const text = words(serverNow() - Number(time.getAttribute("data-ago")));
    if (time.textContent !== text) time.textContent = text;
  }
}

/** A form that is no part of what changes still says what was seen when it was sent. */
function carry() {
  const seen = document.querySelector("[data-notice]")?.getAttribute("data-notice");
  if (seen) document.querySelectorAll("[data-seen-notice]").forEach((field) => field.setAttribute("value", seen));
}

whenChanged((ids) => {
  count();
  if (ids.has("control")) carry();
});
setInterval(count, 1000);
count();
