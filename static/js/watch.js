// @ts-check
// The page of guests: live parts. A reporter's draft stays in this browser until it is handed in.
import "./chrome.js";
import { page } from "./live.js";

const form = document.getElementById("story-form");
for (const field of form?.querySelectorAll("[data-kept]") ?? []) {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue;
  const key = `story:${page.exercise}:${field.name}`;
  try {
    if (document.querySelector(".alert--ok")) localStorage.removeItem(key); // it was handed in
    else field.value ||= localStorage.getItem(key) || "";
    field.addEventListener("input", () => localStorage.setItem(key, field.value));
  } catch {
    // private browsing: nothing is kept
  }
}

// a seat of the half-circle opens what its organization says of itself
function unfold() {
  const place = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (place instanceof HTMLDetailsElement) place.open = true;
}
window.addEventListener("hashchange", unfold);
unfold();
