// @ts-check
// Menus that open over a page: what is chosen, Escape and a tap elsewhere close them; arrow keys go from entry to entry.
const OPEN = "details[data-menu][open]";

/** @param {Element|null} menu @param {boolean} back whether the focus goes back to what opened it */
function close(menu, back) {
  if (!(menu instanceof HTMLDetailsElement)) return;
  menu.open = false;
  if (back) menu.querySelector("summary")?.focus();
}

document.addEventListener("submit", (event) => {
  const menu = event.submitter?.closest(OPEN) || null;
  // after the form was read: its entry is its submitter
  if (menu) setTimeout(() => close(menu, true));
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(OPEN)) {
    if (event.target instanceof Node && !menu.contains(event.target)) close(menu, false);
  }
});

document.addEventListener("keydown", (event) => {
  const here = event.target instanceof Element ? event.target.closest(OPEN) : null;
  if (!here) return;
  if (event.key === "Escape") close(here, true);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  /** @type {HTMLElement[]} */
  const entries = [...here.querySelectorAll("button")];
  const at = entries.findIndex((entry) => entry === document.activeElement);
  entries[at < 0 ? (step > 0 ? 0 : entries.length - 1) : (at + step + entries.length) % entries.length]?.focus();
});
