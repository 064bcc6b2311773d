// @ts-check
// The wall: shows the scene that the server names. It asks for a moment that is played back, and sends nothing else.
import { showOnly } from "./chrome.js";
import { whenChanged } from "./live.js";

const AGAIN = 2000;
let shown = "";
let asking = false;

function arrange() {
  const scene = document.getElementById("scene");
  if (!scene) return;
  showOnly("data-scene", [scene.dataset.scene || ""], "section");
  showOnly("data-clause", [scene.dataset.clause || ""]);
  void lookBack();
}

/** The moment that the facilitator chose, as the server draws it from the log; one request at a time, the last wish wins. */
async function lookBack() {
  const box = document.getElementById("moment-shown");
  const wanted = () => document.getElementById("moment")?.dataset.at || "";
  if (!box || asking) return;
  asking = true;
  try {
    while (wanted() !== shown) {
      const at = wanted();
      const answer = at ? await fetch(box.dataset.from || "", { cache: "no-store" }) : null;
      if (answer && !answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(answer ? await answer.text() : "", "text/html");
      box.replaceChildren(...page.body.childNodes);
      shown = at;
    }
  } catch {
    setTimeout(lookBack, AGAIN);
  } finally {
    asking = false;
  }
}

whenChanged(arrange);
arrange();
