/* Keeps count in the lines of long parts of a draft that are folded on a phone (templates/decrees/text/fold.html). Fetched
   when something on the page changes. */
const counts = document.getElementById("comment-counts").dataset;

function count() {
  for (const line of document.querySelectorAll("[data-said]")) {
    let n = 0;
    for (const { hidden, dataset } of line.closest("details").querySelectorAll(".comment:not(.reply), .notes-line")) {
      n += dataset.ids ? dataset.shown - dataset.inner : !hidden && !dataset.audience.includes(":");
    }
    line.textContent = n ? `· ${n > 1 ? counts.many.replace("%n", n) : counts.one}` : "";
  }
}

document.addEventListener("mufakat:counting", count);
count();
