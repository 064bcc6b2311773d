// @ts-check
// The facilitator's page: live parts, forms that go through the outbox, and how many are here.
import "./ago.js";
import "./bookmark.js";
import "./chrome.js";
import { socket, whenChanged } from "./live.js";
import "./drafts.js";
import "./menus.js";
import "./outbox.js";

function count() {
  for (const place of document.querySelectorAll("[data-count]")) {
    const state = place.getAttribute("data-count");
    const text = String(document.querySelectorAll(`#person-list [data-presence="${state}"]`).length);
    if (place.textContent !== text) place.textContent = text;
  }
}
whenChanged(count);
socket.on("watching", (/** @type {{n: number}} */ { n }) => {
  const place = document.querySelector("[data-watching]");
  if (place) place.textContent = String(n);
});
