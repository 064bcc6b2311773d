// @ts-check
// The page on which a proposal is written: what is typed is on this laptop until it is sent. Without a script the form posts.

const form = /** @type {HTMLFormElement|null} */ (document.getElementById("draft-form"));
const told = document.getElementById("draft-restored");

/** The fields that somebody fills in, as name and value. @param {HTMLFormElement} of */
function written(of) {
  return [...new FormData(of)].filter(([name]) => !["edit", "answer", "base"].includes(name)).map(([name, value]) => [name, String(value)]);
}

/** Put kept values back. @param {HTMLFormElement} into @param {string[][]} kept */
function restore(into, kept) {
  for (const field of into.elements) {
    if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox")) {
      field.checked = kept.some(([name, value]) => name === field.name && value === field.value);
    } else if (field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) {
      const found = kept.find(([name]) => name === field.name);
      if (found) field.value = found[1];
      if (field.value && field instanceof HTMLTextAreaElement) field.closest("details")?.setAttribute("open", "");
    }
  }
}

if (form) {
  // base and the proposal are in the key: what was written on an older version is not put into a newer one
  const key = `written:${form.dataset.keep}`;
  try {
    const kept = localStorage.getItem(key);
    const before = JSON.stringify(written(form));
    if (kept && kept !== before && !("refused" in form.dataset)) {
      restore(form, JSON.parse(kept));
      if (told) told.hidden = false;
    }
  } catch {
    // a full or forbidden store: what is typed is in the page
  }
  form.addEventListener("input", () => {
    try {
      localStorage.setItem(key, JSON.stringify(written(form)));
    } catch {
      // as above
    }
  });
  form.addEventListener("submit", () => {
    try {
      localStorage.removeItem(key);
    } catch {
      // nothing was kept
    }
  });
}
