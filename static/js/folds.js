/* Long parts of a draft are folded on a phone (templates/decrees/text/fold.html). They are opened for whoever comes for
   something in them; their lines say how much was said there. Without this script the browser opens them. */
(() => {
  "use strict";
  const folds = [...document.querySelectorAll("details.folded-part")];
  const counts = document.getElementById("comment-counts")?.dataset;
  const on = (name, act) => document.addEventListener(`mufakat:${name}`, ({ detail }) => act(detail));

  function reveal(element) {
    for (let fold; (fold = element.closest("details:not([open])"));) fold.open = true;
  }

  function arrive() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.closest(".folded-part:not([open])")) return;
    reveal(target);
    target.scrollIntoView();
  }

  function count(fold) {
    const cards = [...fold.querySelectorAll(".comment:not(.reply, [hidden])")].filter(({ dataset }) => !dataset.audience.includes(":"));
    let n = cards.length;
    for (const { dataset } of fold.querySelectorAll(".notes-line")) n += dataset.shown - dataset.inner;
    fold.querySelector("[data-said]").textContent = n ? `· ${n > 1 ? counts.many.replace("%n", n) : counts.one}` : "";
  }

  on("reveal", reveal);
  if (!folds.length) return;
  if (counts) on("counting", () => folds.forEach(count));
  arrive();
  addEventListener("hashchange", arrive);

  /* Browsers that cannot show what is in a closed part: where nothing is to be folded, and on paper, it stands open. */
  if (CSS.supports("selector(details::details-content)")) return;
  const open = (all) => { for (const fold of folds) fold.open ||= all; };
  open(matchMedia("(min-width: 40rem)").matches);
  addEventListener("beforeprint", () => open(true));
})();
