// @ts-check
// "Bookmark this moment" without leaving the page: sent beside, and told in words. Without a script the form posts.

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset.quiet === undefined) return;
  event.preventDefault();
  void send(form);
});

/** @param {HTMLFormElement} form */
async function send(form) {
  const told = form.querySelector("[data-told]");
  // the same id until the server has answered: pressed again after a lost answer, it is one bookmark
  form.dataset.op ||= Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");
  const body = new FormData(form);
  body.set("op", form.dataset.op);
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    const ack = await answer.json();
    if (!ack.ok) throw new Error(ack.message);
    delete form.dataset.op;
    form.reset();
    if (told) told.textContent = `Bookmarked at ${new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}.`;
  } catch {
    if (told) told.textContent = "Not bookmarked: no answer. Press again.";
  }
}
