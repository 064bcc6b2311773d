// @ts-check
// What I did and the room has not confirmed yet. Bound to the participant; survives a reload and a closed lid.
import { page, parse, say, socket, whenLinked } from "./live.js";
import { recall, remember, remembered, tried } from "./shelf.js";

/** @typedef {{op: string, kind: string, fields: Record<string, string|string[]>, form: string}} Action */
/** @typedef {{ok: boolean, message?: string, code?: string, said?: string, both?: string}} Ack */

const KEY = `outbox:${page.exercise}:${page.me || page.page}:${page.seat || ""}:`;
const WAIT = 8000;
const HELD = new Set(["store.busy", "store.failed", "limit.reached", "bug", "seat.none"]);
/** @type {Action[]} */
let waiting = load();
let sending = false;

/** One entry per action, so that two tabs of one seat do not overwrite each other; a damaged one is none. @returns {Action[]} */
function load() {
  return remembered(KEY).flatMap((key) => tried(() => [JSON.parse(recall(key))], []));
}

/** Remember an action, or forget it; where nothing is remembered it still waits in memory. @param {Action} action @param {boolean} [done] */
function save(action, done) {
  remember(KEY + action.op, done ? "" : JSON.stringify(action));
}

/** An operation id without the secure context that crypto.randomUUID wants. */
function newOp() {
  const chance = Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0"));
  return Date.now().toString(36).padStart(9, "0") + chance.join(""); // in the order in which things were done
}

/** Show beside the form, and for the whole page, how far an action is. @param {string} form @param {string} state */
function mark(form, state) {
  const place = form && document.getElementById(form)?.querySelector("[data-save]");
  if (place instanceof HTMLElement) place.dataset.state = state;
  const all = document.getElementById("save-all");
  if (all) all.dataset.state = waiting.length ? (socket.connected ? "sending" : "not_sent") : state === "not_sent" ? state : "saved";
}

/** @param {string} text @param {boolean} [calm] nothing is wrong: said, not complained of
 * @param {string} [both] what was answered and what is there now, as markup of the server's */
function complain(text, calm = false, both = "") {
  say(text);
  const box = document.getElementById("complaint");
  if (!box) return;
  const words = box.querySelector("[data-words]");
  if (words) words.textContent = text;
  box.querySelector("[data-both]")?.replaceChildren(parse(both, box));
  box.querySelector(".alert")?.classList.toggle("alert--error", !calm);
  box.hidden = false;
}

const hush = () => document.getElementById("complaint")?.toggleAttribute("hidden", true);

/** Put an action in the outbox and send it as soon as the room is there.
 * @param {string} kind @param {Record<string, string|string[]>} fields @param {string} form id of the form */
export function act(kind, fields, form) {
  document.querySelectorAll("#flashes .alert--ok, #flashes .alert--info").forEach((alert) => alert.remove()); // of the act before
  const action = { op: newOp(), kind, fields, form };
  waiting.push(action);
  save(action);
  mark(form, socket.connected ? "sending" : "not_sent");
  void flush();
}

/** Send what waits, in order, one at a time: the next may depend on the one before. */
async function flush() {
  if (sending || !socket.connected) return;
  sending = true;
  while (waiting.length && socket.connected) {
    const action = waiting[0];
    mark(action.form, "sending");
    const ack = await send(action);
    if (!ack) {
      mark(action.form, "not_sent");
      setTimeout(flush, 3000); // the link is down or slow: the same op is sent again, and counted once
      break;
    }
    if (!ack.ok && HELD.has(ack.code || "")) {
      mark(action.form, "not_sent");
      complain(ack.message || "");
      setTimeout(flush, 3000);
      break;
    }
    waiting.shift();
    save(action, true);
    settle(action, ack);
  }
  sending = false;
}

/** @param {Action} action @returns {Promise<Ack|null>} */
function send({ op, kind, fields }) {
  return new Promise((done) => {
    socket.timeout(WAIT).emit("act", { op, kind, fields }, (/** @type {Error|null} */ late, /** @type {Ack} */ ack) => done(late ? null : ack));
  });
}

/** @param {Action} action @param {Ack} ack */
function settle(action, ack) {
  mark(action.form, ack.ok ? "saved" : "idle"); // refused, it waits for nothing: trying again would send nothing
  const form = document.getElementById(action.form);
  form?.closest("dialog")?.close(); // over it nobody would read why not; what was typed in it stays
  if (!ack.ok) return complain(ack.message || "", false, ack.both);
  if (ack.said) complain(ack.said, true); // it was done already, by somebody else: no reproach, but said
  else hush();
  if (!(form instanceof HTMLFormElement)) return;
  for (const field of form.querySelectorAll("[data-dirty]")) {
    if (field instanceof HTMLElement) delete field.dataset.dirty;
    field.dispatchEvent(new Event("kept", { bubbles: true }));
  }
  if (form.dataset.clear === "texts") form.querySelectorAll("textarea").forEach((text) => void (text.value = ""));
  else if ("clear" in form.dataset) form.reset();
}

/** The fields of a form, with the button that sent it. @param {HTMLFormElement} form @param {HTMLElement|null} button */
function fieldsOf(form, button) {
  /** @type {Record<string, string|string[]>} */
  const fields = {};
  const data = new FormData(form);
  if (button instanceof HTMLButtonElement && button.name) data.set(button.name, button.value);
  for (const name of new Set(data.keys())) {
    const values = data.getAll(name).map(String);
    fields[name] = values.length > 1 ? values : values[0];
  }
  const kind = String(fields.kind || "");
  delete fields.kind;
  return { kind, fields };
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-act")) return;
  if (event.submitter instanceof HTMLButtonElement && event.submitter.formMethod === "dialog") return; // "Cancel"
  event.preventDefault();
  if (!form.id) form.id = `form-${newOp()}`;
  const { kind, fields } = fieldsOf(form, event.submitter);
  act(kind, fields, form.id);
});

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("[data-retry]")) void flush();
  if (target?.closest("[data-hush]")) hush();
});

whenLinked((up) => {
  if (up) void flush();
  else waiting.forEach((action) => mark(action.form, "not_sent"));
  mark("", "saved");
});
