// @ts-check
// Small things of every page: dialogs, panels of the step, hiding what is confidential.
import { recall, remember } from "./shelf.js";

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const opener = target?.closest("[data-dialog]");
  if (opener instanceof HTMLElement && opener.dataset.dialog) {
    const box = document.getElementById(opener.dataset.dialog);
    if (box instanceof HTMLDialogElement) {
      event.preventDefault();
      box.showModal();
    }
  }
  const closer = target?.closest("[data-close]");
  closer?.closest("dialog")?.close();
});

/** Show what a list names and hide the rest. An element that is shown keeps its place and its state.
 * @param {string} attribute such as "data-panel" @param {string[]} names @param {string} tag */
export function showOnly(attribute, names, tag = "") {
  const wanted = new Set(names);
  for (const el of document.querySelectorAll(`${tag}[${attribute}]`)) {
    if (!(el instanceof HTMLElement)) continue;
    const hide = !wanted.has(el.getAttribute(attribute) || "");
    if (el.hidden !== hide) el.hidden = hide;
  }
}

// a confidential panel that was hidden stays hidden on this laptop until it is opened again
for (const el of document.querySelectorAll("details[data-secret]")) {
  const key = `hidden:${el.id}`;
  if (el instanceof HTMLDetailsElement && recall(key)) el.open = false;
  el.addEventListener("toggle", () => el instanceof HTMLDetailsElement && remember(key, el.open ? "" : "1"));
}
