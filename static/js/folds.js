/* Long parts of a draft are folded on a phone (templates/decrees/text/fold.html). Links into them and the browser's own
   search open them; this script opens them for the others, and keeps count in their lines. */
document.addEventListener("mufakat:reveal", ({ detail }) => {
  for (let fold; (fold = detail.closest("details:not([open])"));) fold.open = true;
});
document.addEventListener("mufakat:counting", () => {
  const words = document.getElementById("comment-counts").dataset;
  for (const said of document.querySelectorAll("[data-said]")) {
    const fold = said.closest("details");
    let n = fold.querySelectorAll(".comment:not(.reply, [hidden], [data-audience*=':'])").length;
    for (const { dataset } of fold.querySelectorAll(".notes-line")) n += dataset.shown - dataset.inner;
    said.textContent = n ? `· ${n > 1 ? words.many.replace("%n", n) : words.one}` : "";
  }
});
