// @ts-check
// The plan of seats: a name is dragged to another seat. The form "Move somebody" does the same by keyboard and without this.
const FAR = 6; // pixels before a press becomes a drag
const EDGE = 60; // pixels from the edge of the window where it begins to roll

/** @type {{who: HTMLElement, ghost: HTMLElement|null, x: number, y: number, over: HTMLElement|null, roll: number}|null} */
let drag = null;

/** @param {string} text */
function say(text) {
  const place = document.getElementById("status");
  if (place) place.textContent = text;
}

/** @param {HTMLElement|null} seat */
function mark(seat) {
  if (drag?.over === seat || !drag) return;
  drag.over?.classList.remove("place--over");
  seat?.classList.add("place--over");
  drag.over = seat;
}

/** @param {number} x @param {number} y @param {HTMLElement} who */
function begin(x, y, who) {
  const ghost = document.createElement("div");
  ghost.className = "drag-ghost";
  ghost.textContent = who.dataset.name || "";
  document.body.append(ghost);
  document.body.classList.add("is-dragging");
  who.classList.add("is-dragged");
  if (drag) drag.ghost = ghost;
  follow(x, y);
}

/** @param {number} x @param {number} y */
function follow(x, y) {
  if (!drag?.ghost) return;
  // its place changes with each move: no rule of a style sheet can say it
  drag.ghost.style.transform = `translate(${x + 12}px, ${y + 12}px)`;
  const seat = document.elementFromPoint(x, y)?.closest("[data-seat]");
  mark(seat instanceof HTMLElement && !seat.contains(drag.who) ? seat : null);
  drag.roll = y < EDGE ? -12 : y > innerHeight - EDGE ? 12 : 0;
}

function roll() {
  if (!drag) return;
  if (drag.ghost && drag.roll) scrollBy(0, drag.roll);
  requestAnimationFrame(roll);
}

/** @returns {{who: HTMLElement, seat: HTMLElement}|null} what was dropped where */
function end() {
  if (!drag) return null;
  const { who, ghost, over } = drag;
  mark(null);
  ghost?.remove();
  who.classList.remove("is-dragged");
  document.body.classList.remove("is-dragging");
  drag = null;
  return ghost && over ? { who, seat: over } : null;
}

/** @param {HTMLElement} who @param {HTMLElement} seat */
async function move(who, seat) {
  const plan = document.getElementById("plan");
  const { move: address = "", moved = "", failed = "" } = plan?.dataset || {};
  const key = who.dataset.key || "";
  try {
    const body = new URLSearchParams({ who: key, to: seat.dataset.seat || "" });
    const answer = await fetch(address, { method: "POST", body });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = document.getElementById("main");
    const fresh = page.getElementById("main");
    if (!main || !fresh) throw new Error("no page");
    const refused = fresh.querySelector("#flashes .alert--error");
    main.replaceChildren(...fresh.childNodes);
    const there = main.querySelector(`[data-key="${CSS.escape(key)}"] a`);
    if (there instanceof HTMLElement) there.focus({ preventScroll: true });
    if (!refused) say(moved.replace("{who}", who.dataset.name || "").replace("{seat}", seat.dataset.name || ""));
  } catch {
    say(failed);
  }
}

document.addEventListener("pointerdown", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const who = target?.closest("[data-key]");
  if (!(who instanceof HTMLElement) || event.button !== 0 || target?.closest("a, button")) return;
  // a finger rolls the page, but for the grip
  if (event.pointerType === "touch" && !target?.closest(".place__grip")) return;
  drag = { who, ghost: null, x: event.clientX, y: event.clientY, over: null, roll: 0 };
  requestAnimationFrame(roll);
});
document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  event.preventDefault();
  if (drag.ghost) follow(event.clientX, event.clientY);
  else if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > FAR) begin(event.clientX, event.clientY, drag.who);
});
document.addEventListener("pointerup", () => {
  const dropped = end();
  if (dropped) move(dropped.who, dropped.seat);
});
document.addEventListener("pointercancel", end);
document.addEventListener("keydown", (event) => event.key === "Escape" && end());
