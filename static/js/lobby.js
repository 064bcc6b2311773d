// @ts-check
// Who waits at the door of a delegation is taken in, or back to the seats, without looking again and again.
const waits = document.getElementById("waiting");

async function look() {
  try {
    const answer = await fetch(waits?.dataset.waiting || "", { headers: { Accept: "application/json" } });
    const { go } = await answer.json();
    if (go) return location.assign(go);
  } catch {
    // the room's network is away for a moment: the next look may find it
  }
  setTimeout(look, 2000);
}
if (waits) setTimeout(look, 2000);
