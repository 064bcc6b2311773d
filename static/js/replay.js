// @ts-check
// The replay: the slider, playing, and the address that keeps the place. What a moment looks like comes from the server.
import "./chrome.js";

const root = /** @type {HTMLElement} */ (document.getElementById("replay"));
const slider = /** @type {HTMLInputElement} */ (document.getElementById("replay-at"));
const play = /** @type {HTMLButtonElement} */ (document.getElementById("play"));
const speed = /** @type {HTMLSelectElement} */ (document.getElementById("speed"));
const times = (root.dataset.times || "").split(",").map(Number);
const last = Number(root.dataset.last);
let clause = root.dataset.clause || "";
let wanted = Number(root.dataset.at);
let loading = false;
let timer = 0;
let second = 0;

/** Seconds as "0:12:30". @param {number} seconds */
function told(seconds) {
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** @param {number} at */
function address(at) {
  return `${root.dataset.base}?at=${at}${clause ? `&clause=${encodeURIComponent(clause)}` : ""}`;
}

/** Show a moment. While one is being fetched only the newest wish is remembered. @param {number} at */
async function show(at) {
  wanted = Math.max(1, Math.min(at, last));
  slider.value = String(wanted);
  slider.setAttribute("aria-valuetext", told(times[wanted - 1]));
  if (loading) return;
  loading = true;
  try {
    let shown = "";
    while (shown !== address(wanted)) {
      shown = address(wanted);
      const answer = await fetch(`${shown}&part=1`, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      put(await answer.text());
      history.replaceState(null, "", shown);
    }
  } catch {
    stop();
    const status = document.getElementById("status");
    if (status) status.textContent = "No link to the server. Try again in a moment.";
  } finally {
    loading = false;
  }
}

/** Put a frame in place of the one before; what was unfolded stays unfolded. @param {string} html */
function put(html) {
  const old = document.getElementById("frame");
  const open = [...(old?.querySelectorAll("details[open]") || [])].map((el) => el.id);
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("frame");
  if (!old || !fresh) return;
  const focused = old.contains(document.activeElement) ? document.activeElement?.getAttribute("data-clause") : null;
  old.replaceWith(fresh);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (focused !== null && focused !== undefined) {
    const again = fresh.querySelector(`[data-clause="${CSS.escape(focused)}"]`);
    if (again instanceof HTMLElement) again.focus();
  }
}

function stop() {
  clearInterval(timer);
  timer = 0;
  play.setAttribute("aria-pressed", "false");
  play.textContent = play.dataset.play || "";
}

function tick() {
  second += Number(speed.value) / 4;
  // the last moment that had come by then; where nothing happens for long, the time still passes
  let at = wanted;
  while (at < last && times[at] <= second) at += 1;
  if (at !== wanted) void show(at);
  if (at >= last) stop();
}

play.addEventListener("click", () => {
  if (timer) return stop();
  if (wanted >= last) void show(1);
  second = times[wanted - 1];
  play.setAttribute("aria-pressed", "true");
  play.textContent = play.dataset.pause || "";
  timer = setInterval(tick, 250);
});

slider.addEventListener("input", () => {
  const at = Number(slider.value);
  second = times[at - 1];
  void show(at);
});

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link) return;
  const frame = document.getElementById("frame");
  let at = 0;
  if (link.dataset.go) at = Number(link.dataset.go);
  else if (link.dataset.step) at = wanted + Number(link.dataset.step);
  else if (link.id === "go-before") at = Number(frame?.dataset.before);
  else if (link.id === "go-after") at = Number(frame?.dataset.after);
  else if (link.dataset.clause !== undefined) {
    clause = link.dataset.clause;
    at = wanted;
  }
  if (!at) return;
  event.preventDefault();
  second = times[Math.max(1, Math.min(at, last)) - 1];
  void show(at);
});

play.hidden = false;
for (const el of document.querySelectorAll(".replay__speed")) if (el instanceof HTMLElement) el.hidden = false;
const go = document.getElementById("go");
if (go) go.hidden = true;
