// @ts-check
// Who waits at the door of a delegation, or for the facilitator's plan, is taken in without looking again and again.
const waits = document.getElementById("waiting");
// a whole seminar waits for the plan: their looks are spread
const every = Number(waits?.dataset.every || 2000) * (0.8 + 0.4 * Math.random());

async function look() {
  try {
    const answer = await fetch(waits?.dataset.waiting || "", { headers: { Accept: "application/json" } });
    const { go } = await answer.json();
    if (go) return location.assign(go);
  } catch {
    // the room's network is away for a moment: the next look may find it
  }
  setTimeout(look, every);
}
if (waits) setTimeout(look, every);
