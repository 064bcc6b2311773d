// @ts-check
// My notes and the sheets of a delegation save themselves. What others write on a sheet appears, and nobody overwrites it.
import { page, socket, whenLinked } from "./live.js";

/** @typedef {{sheet: string, text: string, version: number, who: string}} Kept */

/** @param {HTMLFormElement} form */
function sheet(form) {
  const text = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
  // notes have neither: one person alone writes them
  const seen = /** @type {HTMLInputElement} */ (form.querySelector("[name=seen]") || document.createElement("input"));
  const other = /** @type {HTMLElement} */ (form.querySelector("[data-other]"));
  const place = form.querySelector("[data-save]");
  let stored = text.defaultValue; // what the server has; a draft of this laptop may stand there already
  let saving = false;
  /** @type {number|undefined} */
  let later;
  /** @type {Kept|null} */
  let theirs = null;
  const show = (/** @type {string} */ state) => place instanceof HTMLElement && (place.dataset.state = state);

  async function save() {
    clearTimeout(later);
    if (theirs || text.value === stored) return;
    if (saving) return wait(300); // one at a time, or an older text could arrive last
    saving = true;
    show("sending");
    const sent = text.value;
    try {
      const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      const said = await answer.json();
      if (said.ok) {
        stored = sent;
        seen.value = String(Math.max(said.version || 0, Number(seen.value)));
        text.dispatchEvent(new Event("kept", { bubbles: true }));
      } else if (said.code === "sheet.changed") clash({ ...said, who: "" });
      show(said.ok ? "saved" : "not_sent");
    } catch {
      show("not_sent");
      wait(5000);
    }
    saving = false;
  }

  /** @param {number} ms */
  function wait(ms) {
    clearTimeout(later);
    later = window.setTimeout(save, ms);
  }

  /** Both have written: show the other text beside mine. @param {Kept} kept */
  function clash(kept) {
    theirs = kept;
    /** @type {HTMLElement} */ (other.querySelector("[data-who]")).textContent = kept.who || "Somebody of you";
    /** @type {HTMLElement} */ (other.querySelector("[data-theirs]")).textContent = kept.text || "–";
    other.hidden = false;
  }

  /** @param {string} text_now */
  function settle(text_now) {
    if (!theirs) return;
    stored = theirs.text;
    seen.value = String(theirs.version);
    theirs = null;
    other.hidden = true;
    text.value = text_now;
    void save();
    text.focus();
  }

  /** What is stored now, from another laptop or after a lost link. @param {Kept} kept */
  function take(kept) {
    if (kept.version <= Number(seen.value) && !theirs) return;
    if (kept.text === text.value || text.value === stored) {
      theirs = null;
      other.hidden = true;
      stored = text.value = kept.text;
      seen.value = String(kept.version);
      show("saved");
    } else clash(kept);
  }

  text.addEventListener("input", () => wait(800));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void save();
  });
  form.querySelector("[data-take]")?.addEventListener("click", () => settle(theirs?.text || ""));
  form.querySelector("[data-both]")?.addEventListener("click", () => settle(`${theirs?.text || ""}\n\n${text.value}`));
  return { take, save };
}

/** @type {Record<string, {take: (kept: Kept) => void, save: () => void}>} */
const sheets = {};
for (const form of document.querySelectorAll("form[data-sheet]"))
  if (form instanceof HTMLFormElement) sheets[form.dataset.sheet || ""] = sheet(form);

socket.on("sheet", (/** @type {Kept} */ kept) => sheets[kept.sheet]?.take(kept));
whenLinked(async (up) => {
  if (!up || !Object.keys(sheets).length) return;
  try {
    const answer = await fetch(`/x/${page.exercise}/sheets`, { headers: { Accept: "application/json" } });
    const found = await answer.json();
    for (const [name, kept] of Object.entries(found)) sheets[name]?.take({ sheet: name, who: "", .../** @type {any} */ (kept) });
    for (const one of Object.values(sheets)) void one.save(); // what was typed before the link was lost, or the page was closed
  } catch {
    // the next link asks again
  }
});
