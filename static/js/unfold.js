// @ts-check
// A link to a place on this page opens what is folded around it.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
  let at = link && document.getElementById((link.getAttribute("href") || "").slice(1));
  for (; at; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true;
});
