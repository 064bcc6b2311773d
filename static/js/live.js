// @ts-check
// The plumbing of every live page: connect, say hello with the versions we have, put parts in, keep the clock.
// No rule of the negotiation lives here.
import { io } from "../vendor/socket.io.esm.min.js";
import { ServerClock } from "./clock.js";

/** @typedef {[id: string, etag: string, parent: string, html: string]} Part */
/** @typedef {{v: number, p: Part[]}} Frame */

const FIELDS = "textarea, select, input:not([type=hidden])";
const LIVED_IN = `[id], [tabindex], [data-keep], a, button, details, ${FIELDS}`;
const CLOCKED = /class="(clock__time|ends-at)"/;
const KEPT = new Set(["open", "aria-expanded"]);

/** The page's own settings, written by the server into #live. */
export const page = /** @type {HTMLElement} */ (document.getElementById("live")).dataset;
/** @type {Record<string, string>} */
const etags = JSON.parse(page.etags || "{}");
/** @type {Record<string, number>} the version of each part that is in the page */
const versions = {};
const waiting = /** @type {Map<string, [Part, number]>} parts whose place in another part comes by the other channel */ (new Map());
const clock = new ServerClock();
/** @type {Array<(ids: Set<string>) => void>} */
const afterParts = [];
/** @type {Array<(connected: boolean) => void>} */
const onLink = [];

export const socket = io({
  auth: { page: page.page, exercise: page.exercise, token: page.token || "" },
  // a proxy before several processes keeps a room's connections together by this
  query: { x: page.exercise },
  transports: ["websocket", "polling"],
  tryAllTransports: true, // an office's proxy may refuse websockets
  timeout: 10000,
  reconnectionDelay: 400,
  reconnectionDelayMax: 4000,
  randomizationFactor: 0.5,
});

/** Call `task` after parts were put in, with the ids of those that were. @param {(ids: Set<string>) => void} task */
export function whenChanged(task) {
  afterParts.push(task);
}

/** Call `task` when the link to the room comes or goes. @param {(connected: boolean) => void} task */
export function whenLinked(task) {
  onLink.push(task);
}

/** Say one sentence to people who listen and to those who look. @param {string} text */
export function say(text) {
  const line = document.getElementById("status");
  if (line && line.textContent !== text) line.textContent = text;
}

const MORPH = {
  morphStyle: "outerHTML",
  restoreFocus: true,
  callbacks: {
    /** @param {Node} old */
    beforeNodeMorphed: (old) => !(old instanceof Element && (old.hasAttribute("data-keep") || isTyping(old))),
    /** What holds a field that somebody is filling in stays, even where the room is paused. @param {Node} old */
    beforeNodeRemoved: (old) => !(old instanceof Element && (isTyping(old) || old.querySelector("[data-dirty]"))),
    /** @param {string} name @param {Element} el */
    beforeAttributeUpdated: (name, el) =>
      !(KEPT.has(name) && (el.tagName === "DETAILS" || el.tagName === "DIALOG")) &&
      !(name === "data-state" && el.hasAttribute("data-save")) &&
      !(name === "hidden" && (el.hasAttribute("data-panel") || el.hasAttribute("data-clause"))),
  },
};

/** A field that somebody changed and has not sent keeps what is in it. @param {Element} el */
function isTyping(el) {
  if (!(el instanceof HTMLElement) || !el.matches(FIELDS)) return false;
  // what saves itself is typed on while its answer is under way
  return "dirty" in el.dataset || (el === document.activeElement && el.matches("[data-autosave] textarea"));
}

/** Put one part in, or append it where the page has a place for it, or take it away where nothing is left of it;
 * unless what is there is newer: public parts and mine come by two channels, and each counts its own versions.
 * @param {Part} part @param {number} version @returns {boolean} whether it was put in */
function put([id, etag, parent, html], version) {
  if (version < (versions[id] ?? -1)) return false;
  versions[id] = version;
  const old = document.getElementById(id);
  if (!html) {
    // what lies in it without being of it stays where it was
    if (old) old.replaceWith(...(old.querySelector("[data-thread]")?.children || []));
    delete etags[id];
    return true;
  }
  const place = parent ? document.getElementById(parent) : null;
  if (old) {
    const fresh = parse(html, /** @type {Element} */ (old.parentNode)).firstElementChild;
    if (fresh) blend(old, fresh);
    if (place && "thread" in place.dataset && old.parentElement !== place) insert(place, old);
  } else {
    if (!place) return /^(answers|slot)-/.test(parent) && !waiting.set(id, [[id, etag, parent, html], version]);
    insert(place, parse(html, place));
  }
  if (CLOCKED.test(html)) wind();
  etags[id] = etag;
  return true;
}

/** Make `old` like `fresh`. Mostly only words, numbers and lengths of bars differ; these are set one by one, which
 * keeps what the page has laid out. Where the two are built differently, a piece that nobody can be in is exchanged, and
 * for any other the morph library finds out what moved. @param {Element} old @param {Element} fresh */
function blend(old, fresh) {
  if (!MORPH.callbacks.beforeNodeMorphed(old) || old.isEqualNode(fresh)) return;
  if (old.matches(FIELDS) || !alike(old, fresh) || !sameShape(old, fresh)) {
    if (!old.matches(LIVED_IN) && !old.querySelector(LIVED_IN)) return old.replaceWith(fresh);
    // @ts-ignore the morph library is a global
    globalThis.Idiomorph.morph(old, fresh, MORPH);
    return;
  }
  const may = MORPH.callbacks.beforeAttributeUpdated;
  for (const { name, value } of [...fresh.attributes])
    if (old.getAttribute(name) !== value && may(name, old)) old.setAttribute(name, value);
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && may(name, old)) old.removeAttribute(name);
  const next = [...fresh.childNodes];
  [...old.childNodes].forEach((child, i) => {
    if (child instanceof Element) blend(child, /** @type {Element} */ (next[i]));
    else if (child.nodeValue !== next[i].nodeValue) child.nodeValue = next[i].nodeValue;
  });
}

/** @param {Node} a @param {Node} b */
function alike(a, b) {
  return a.nodeName === b.nodeName && /** @type {Element} */ (a).id === /** @type {Element} */ (b).id;
}

/** Whether the children are of the same kinds in the same order. @param {Element} a @param {Element} b */
function sameShape(a, b) {
  return a.childNodes.length === b.childNodes.length && [...a.childNodes].every((child, i) => alike(child, b.childNodes[i]));
}

/** What has an order goes behind what comes before it, everything else to the end; who is in it stays there.
 * @param {HTMLElement} place @param {DocumentFragment|Element} made */
function insert(place, made) {
  const first = made instanceof HTMLElement ? made : /** @type {HTMLElement|null} */ (made.firstElementChild);
  const [order, focus] = [first?.dataset.order || "", document.activeElement];
  let before = /** @type {HTMLElement|null} */ (place.lastElementChild);
  while (order && before && (before.dataset.order || "") > order) before = /** @type {HTMLElement|null} */ (before.previousElementSibling);
  if (before) before.after(made);
  else place.prepend(made);
  if (focus instanceof HTMLElement && focus !== document.activeElement) focus.focus({ preventScroll: true });
}

/** Markup as nodes of the right kind: rows of a table and shapes of a drawing need their own context.
 * @param {string} html @param {Element} place */
export function parse(html, place) {
  const range = document.createRange();
  range.selectNodeContents(place);
  return range.createContextualFragment(html);
}

/** Take in a frame. @param {Frame} frame */
function take(frame) {
  const ids = new Set(frame.p.filter((part) => put(part, frame.v)).map(([id]) => id));
  for (const [id, [part, version]] of [...waiting]) if (document.getElementById(part[2]) && put(part, version)) ids.add(id);
  afterParts.forEach((task) => task(ids));
}

/** Now, as the server's clock has it, ms. */
export function serverNow() {
  return clock.now();
}

function hello() {
  clock.begin();
  clock.tick(socket);
  socket.emit("hello", { etags }, (/** @type {{ok: boolean, frames: Frame[]}} */ ack) => {
    if (!ack.ok) {
      // connected, but not let in: begin again, which either works or says where to go
      socket.disconnect();
      setTimeout(() => socket.connect(), 2000);
      return;
    }
    ack.frames.forEach(take);
    linked(true);
  });
}

/** @param {boolean} up */
function linked(up) {
  const line = document.getElementById("offline");
  if (line) line.hidden = up;
  document.documentElement.classList.toggle("is-offline", !up);
  onLink.forEach((task) => task(up));
}

socket.on("connect", hello);
socket.on("parts", take);
socket.on("disconnect", () => linked(false));
socket.on("connect_error", (error) => {
  linked(false);
  // a proxy that swallows websockets and never answers: begin with the other next time
  if (error.message === "timeout") socket.io.opts.transports?.reverse();
  // the seat is somebody else's now, or the server does not know us: the page says where to go
  if (error.message === "seat.none" || error.message === "room.unknown") location.reload();
  else if (!socket.active) setTimeout(() => socket.connect(), 2000); // refused for now; a lost link retries by itself
});
// the seat is somebody else's now, or a guest's link is closed: the server says where to go, or why nothing is here
socket.on("moved", () => location.assign(page.page === "seat" ? `/x/${page.exercise}` : page.page === "watch" ? location.pathname : "/"));
socket.on("away", ({ away }) => document.querySelectorAll("#away").forEach((line) => { line.toggleAttribute("hidden", !away); document.body.classList.toggle("is-archived", away); say(away ? line.textContent || "" : ""); if (!away) document.querySelectorAll("#complaint, #flashes").forEach((old) => old.toggleAttribute("hidden", true)); }));

/** Minutes and seconds. @param {number} ms */
function clockText(ms) {
  const s = Math.ceil(Math.max(ms, 0) / 1000);
  return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
}

const spoken = /** @type {Record<string, number>} minutes left that were said last, by what they are for */ ({});
let [clocks, ends] = /** @type {HTMLTimeElement[][]} */ ([[], []]);
/** Find the clocks anew, which looks through the whole page, and set them. */
function wind() {
  clocks = [...document.querySelectorAll("time.clock__time")];
  ends = [...document.querySelectorAll("time.ends-at")];
  tick();
}
function tick() {
  if (!clock.known) return; // what the server wrote into the page is nearer than a laptop whose clock may be wrong
  for (const time of clocks) {
    if (!time.isConnected) continue; // its part has no clock any more
    const { endsAt, remaining, running } = time.dataset;
    const left = running === "1" && endsAt ? Number(endsAt) - serverNow() : Number(remaining);
    const text = clockText(left);
    if (time.textContent !== text) time.textContent = text;
    time.closest("[data-clock-box]")?.classList.toggle("clock--last", running === "1" && left < 60000);
    time.closest("[data-deadline]")?.classList.toggle("deadline--over", left <= 0); // it says so, and closes nothing
    if (!time.closest(".consent__due")) announce(running === "1" ? left : Infinity, time.dataset.says || "");
  }
  for (const end of ends) {
    const left = end.dataset.endsAt ? Math.max(Number(end.dataset.endsAt) - serverNow(), 0) : Number(end.dataset.remaining || 0);
    const at = new Date(Date.now() + left + Number(end.dataset.endsAfter) * 60000);
    const text = at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    if (end.textContent !== text) end.textContent = text;
  }
}

/** Five minutes and one minute before the end are said once; of an offer, one. @param {number} left @param {string} what */
function announce(left, what) {
  const minutes = (what ? [1] : [5, 1]).find((m) => left <= m * 60000 && left > m * 60000 - 2000);
  if (minutes && spoken[what] !== minutes) say(minutes === 1 ? `One minute left${what && ` ${what}`}.` : `${minutes} minutes left.`);
  if (minutes) spoken[what] = minutes;
}
let wallClock = Date.now() - performance.now();
setInterval(() => {
  // the two clocks of a laptop part when it slept or was set: what we know of the server's is no longer sure
  if (Math.abs(Date.now() - performance.now() - wallClock) > 1000) [wallClock] = [Date.now() - performance.now(), clock.begin()];
  clock.tick(socket);
  tick();
}, 250);
wind();

// what somebody typed and has not sent survives the part around it
document.addEventListener("input", (event) => {
  if (event.target instanceof HTMLElement && event.target.matches(FIELDS)) event.target.dataset.dirty = "";
});
