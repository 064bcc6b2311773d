// @ts-check
// The seat: panels follow the step, and everybody looks up together.
import { showOnly } from "./chrome.js";
import "./drafts.js";
import { say, socket, whenChanged } from "./live.js";
import "./outbox.js";
import "./sheets.js";
import "./talk.js";

let now = "";

/** @param {Set<string>} ids the parts that changed */
function arrange(ids) {
  if (!ids.has("panels") && !ids.has("bar")) return;
  const shown = document.getElementById("panels");
  if (shown) {
    showOnly("data-panel", (shown.dataset.panels || "").split(" "));
    showOnly("data-clause", (shown.dataset.clauses || "").split(" "));
    document.body.classList.toggle("is-reading", !shown.dataset.clauses);
  }
  document.querySelector('.phone-nav [data-panel="decision"]')?.classList.toggle("is-due", !!document.querySelector("#bar.now--vote")); // the bar may be far above
  const headline = document.querySelector("#bar h1, #bar h2")?.textContent?.trim() || "";
  if (headline && now && headline !== now) say(headline);
  now = headline;
}
whenChanged(arrange);
arrange(new Set(["panels"]));

// clauses on the way to the one that was asked for take their real height only when they come near: aim once more
window.addEventListener("hashchange", () => {
  requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector(":target")?.scrollIntoView()));
});

// the facilitator made a new phrase for this seat
socket.on("phrase", ({ phrase }) => document.querySelector("#phrase .phrase")?.replaceChildren(phrase));

// the sheet of my table saves itself: a choice at once, a sentence a moment after I stop typing
/** @type {number|undefined} */
let sheet;
/** @param {Event} event @param {number} wait ms */
function keepSheet(event, wait) {
  const place = event.target instanceof Element && event.target.closest("form[data-autosave]");
  if (!(place instanceof HTMLFormElement)) return;
  clearTimeout(sheet);
  if (wait) sheet = window.setTimeout(() => place.isConnected && place.requestSubmit(), wait);
  else place.requestSubmit();
}
document.addEventListener("change", (event) => keepSheet(event, 0));
document.addEventListener("input", (event) => event.target instanceof HTMLTextAreaElement && keepSheet(event, 800));

// "Eyes up": nothing behind it can be reached, and everything is where it was afterwards
/** @type {Element|null} */
let left = null;
function lookUp() {
  const eyes = document.getElementById("eyes");
  const up = eyes?.hasAttribute("data-up") || false;
  if (up === document.body.classList.contains("is-eyes-up")) return;
  if (up) left = document.activeElement;
  // a dialog lies above everything; what was typed in it stays
  if (up) document.querySelectorAll("dialog[open]").forEach((box) => box instanceof HTMLDialogElement && box.close());
  document.body.classList.toggle("is-eyes-up", up);
  for (const el of document.body.children) if (el !== eyes && el.id !== "status") el.toggleAttribute("inert", up);
  if (!up && left instanceof HTMLElement) left.focus({ preventScroll: true });
}
whenChanged(lookUp);
lookUp();
