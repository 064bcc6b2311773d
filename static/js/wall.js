// @ts-check
// The wall: shows the scene that the server names. It sends nothing.
import { showOnly } from "./chrome.js";
import { whenChanged } from "./live.js";

function arrange() {
  const scene = document.getElementById("scene");
  if (!scene) return;
  showOnly("data-scene", [scene.dataset.scene || ""], "section");
  showOnly("data-clause", [scene.dataset.clause || ""]);
}
whenChanged(arrange);
arrange();
