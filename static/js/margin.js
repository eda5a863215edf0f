/* Comments in the margin of a wide page: each as high as its passage, or below the one before it where they crowd.

   The text is never moved. Without this script comments stand below their passage, as on a phone. */
(() => {
  "use strict";
  const article = document.querySelector("article.has-margin");
  if (!article) return;
  const all = [...article.querySelectorAll(".clause-notes")];
  const wide = matchMedia("screen and (min-width: 62.5rem)");
  const GAP = 10;

  function place() {
    article.classList.toggle("is-beside", wide.matches);
    if (!wide.matches) return;
    const top = article.getBoundingClientRect().top;
    const found = all.filter((notes) => notes.childElementCount).map((notes) => ({
      notes,
      wanted: document.getElementById(`k-${notes.dataset.comments}`).getBoundingClientRect().top,
      origin: notes.offsetParent.getBoundingClientRect().top,
      height: notes.offsetHeight,
    }));
    let free = top;
    for (const { notes, wanted, origin, height } of found) {
      const at = Math.max(wanted, free);
      notes.style.setProperty("top", `${Math.round(at - origin)}px`);
      free = at + height + GAP;
    }
    article.style.setProperty("--notes-end", `${Math.ceil(free - top)}px`);
  }

  let due = 0;
  const sizes = new ResizeObserver(() => {
    cancelAnimationFrame(due);
    due = requestAnimationFrame(place);
  });
  place();
  [article, ...all].forEach((element) => sizes.observe(element));
})();
