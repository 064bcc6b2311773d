// @ts-check
// What is typed into a live page is on this laptop until the room has it: a reload, a closed lid or a dead server loses no word.
import { page, say, whenChanged } from "./live.js";
import { recall, remember, remembered } from "./shelf.js";

const KEY = `draft:${page.exercise}:${page.me || page.page}:${page.seat || ""}:`;
const OURS = "[data-draft], form[data-act]:not([data-autosave]) textarea";
/** @type {Map<string, string>} what was typed and not sent, by the id of its field */
const typed = new Map();

/** @param {string} id @param {string} text */
function keep(id, text) {
  if (text) typed.set(id, text);
  else typed.delete(id);
  remember(KEY + id, text);
}

/** @param {unknown} el @returns {el is HTMLTextAreaElement|HTMLSelectElement} */
const isOurs = (el) => (el instanceof HTMLTextAreaElement || el instanceof HTMLSelectElement) && !!el.id && el.matches(OURS);

/** Put back what was typed, into fields that are here and that nobody is typing in. */
function restore() {
  for (const [id, text] of typed) {
    const field = document.getElementById(id);
    if (!isOurs(field) || field.value === text || "dirty" in field.dataset || field === document.activeElement) continue;
    field.value = text;
    field.dataset.dirty = "";
    field.closest("details")?.setAttribute("open", "");
  }
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!isOurs(field)) return;
  keep(field.id, field.value);
  // to whom goes with what: a letter that came back without its address would be sent to everybody
  for (const one of field.form?.querySelectorAll("select[data-draft]") || []) if (isOurs(one)) keep(one.id, one.value);
  const most = "maxLength" in field ? field.maxLength : 0;
  if (most > 0 && field.value.length >= most) say(`No more fits here: ${most} characters.`);
});
// said by the outbox and by what saves itself, when it is stored
document.addEventListener("kept", (event) => event.target instanceof Element && event.target.id && keep(event.target.id, ""));
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset.sheet || form.hasAttribute("data-act")) return;
  for (const field of form.querySelectorAll("[data-draft]")) keep(field.id, "");
});

for (const key of remembered(KEY)) typed.set(key.slice(KEY.length), recall(key));
restore();
whenChanged(restore);
