// @ts-check
// Messages: which are mine, and how many came while I looked elsewhere.
import { page, say, whenChanged } from "./live.js";
import { recall, remember } from "./shelf.js";

const KEY = `read:${page.exercise}:${page.seat}`;
const pill = document.getElementById("unread");
let [looking, told] = [false, 0];

/** @returns {HTMLElement[]} what others wrote, the newest last */
const theirs = () => [...document.querySelectorAll("#talk-list > .message:not(.message--mine)")].filter((one) => one instanceof HTMLElement);

function count() {
  // what is made once for everybody cannot say which of it is mine
  for (const one of document.querySelectorAll(`.message[data-sender="${page.seat}"]`)) one.classList.add("message--mine");
  const all = theirs();
  const newest = all.at(-1)?.dataset.order || "";
  if (looking || !recall(KEY)) remember(KEY, newest || "0");
  const fresh = all.filter((one) => (one.dataset.order || "") > recall(KEY));
  if (!pill || fresh.length === told) return;
  const who = fresh.at(-1)?.querySelector(".message__name")?.textContent || "";
  const words = fresh.length > 1 ? `${fresh.length} new messages` : `New message: ${who}`;
  if (fresh.length > told) say(words);
  /** @type {HTMLElement} */ (pill.querySelector("[data-words]")).textContent = words;
  [told, pill.hidden] = [fresh.length, !fresh.length];
}
whenChanged((ids) => [...ids].some((id) => /^(message|letter)-/.test(id)) && count());
count();

const list = document.getElementById("panel-talk");
const watch = new IntersectionObserver((seen) => {
  looking = !!seen.at(-1)?.isIntersecting;
  count();
});
if (list) watch.observe(list);
