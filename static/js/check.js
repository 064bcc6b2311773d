// @ts-check
// The room check. On any device: find out how the server is reached, and tell it. For who prepares the room: look again.

const page = document.getElementById("check");

/** @param {string} part @param {string} state "good", "look" or "bad" @param {string} text */
function report(part, state, text) {
  const line = document.getElementById(`check-${part}`);
  if (!line) return;
  line.dataset.state = state;
  const words = line.querySelector("[data-words]");
  if (words) words.textContent = text;
}

/** Whether a connection of this kind says its first word. @param {string} address @returns {Promise<boolean>} */
function opens(address) {
  return new Promise((done) => {
    const socket = new WebSocket(address);
    const end = (/** @type {boolean} */ ok) => (socket.close(), done(ok));
    socket.onmessage = () => end(true);
    socket.onerror = () => end(false);
    setTimeout(() => end(false), 6000);
  });
}

/** The middle of five answers, ms; 0 where none came. @returns {Promise<number>} */
async function quickness() {
  const took = [];
  for (let i = 0; i < 5; i++) {
    const asked = performance.now();
    try {
      await fetch("/health", { cache: "no-store" });
      took.push(performance.now() - asked);
    } catch {
      return 0;
    }
  }
  return Math.round(took.sort((a, b) => a - b)[2]);
}

async function polls() {
  try {
    return (await fetch("/socket.io/?EIO=4&transport=polling", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

/** A name for this device that says nothing about it. */
function name() {
  const made = Array.from(crypto.getRandomValues(new Uint8Array(8)), (b) => b.toString(16).padStart(2, "0")).join("");
  try {
    const kept = sessionStorage.getItem("check") || made;
    sessionStorage.setItem("check", kept);
    return kept;
  } catch {
    return made;
  }
}

async function check() {
  const took = await quickness();
  report("quick", took && took <= 400 ? "good" : "look", took ? `Answers come after ${took} ms.` : "No answer came. Move nearer and load this page again.");
  const live = await opens(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/socket.io/?EIO=4&transport=websocket`);
  const slow = live || (await polls());
  report("live", live ? "good" : slow ? "look" : "bad", live ? "A live connection stays open." : slow
    ? "Only short requests come through: a proxy or a virus scanner is between. It works, a little later."
    : "No connection stays open: switch a VPN off, then load this page again.");
  const way = live ? "live" : slow ? "polling" : "pages";
  try {
    const answer = await fetch("/check", { method: "POST", body: new URLSearchParams({ device: name(), way, took: String(took) }) });
    report("told", answer.ok ? "good" : "bad", answer.ok ? "The facilitator's page knows. You are done." : "It could not be told. Load this page again.");
  } catch {
    report("told", "bad", "The server is out of reach now. Load this page again.");
  }
}

/** What the server knows now, put into this page. */
async function look() {
  try {
    const fresh = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html").getElementById("devices");
    const old = document.getElementById("devices");
    if (fresh && old && fresh.innerHTML !== old.innerHTML) old.replaceChildren(...fresh.childNodes);
  } catch {
    // the next look may find it
  }
}

if (page?.dataset.watch) setInterval(look, 3000);
else if (page) check();
