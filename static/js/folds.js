/* Long parts of a draft are folded on a phone (templates/decrees/text/fold.html). Links into them and the browser's own
   search open them; this script opens them for the others, and keeps count in their lines. */
document.addEventListener("mufakat:reveal", ({ detail }) => {
  while (detail.closest("details:not([open])")) detail.closest("details:not([open])").open = true;
});
document.addEventListener("mufakat:counting", () => {
  const counts = document.getElementById("comment-counts").dataset;
  for (const line of document.querySelectorAll("[data-said]")) {
    let n = 0;
    for (const { hidden, dataset } of line.closest("details").querySelectorAll(".comment:not(.reply), .notes-line")) n += dataset.ids ? dataset.shown - dataset.inner : !hidden && !dataset.audience.includes(":");
    line.textContent = n ? `· ${n > 1 ? counts.many.replace("%n", n) : counts.one}` : "";
  }
});
