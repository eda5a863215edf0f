/* Comments in the margin of a wide page: each as high as its passage, or below the one before it where they crowd.
   What somebody chooses or writes comes to its passage, and its neighbours make room.

   The text is never moved. Without this script comments stand below their passage, as on a phone. */
(() => {
  "use strict";
  const article = document.querySelector("article.has-margin");
  if (!article) return;
  const all = [...article.querySelectorAll(".clause-notes")];
  const wide = matchMedia("screen and (min-width: 62.5rem)");
  const GAP = 10;

  /* `at` becomes where each stands. What is chosen stays beside its passage: of those before it as many stand above as
     there is room for, the others follow below it. */
  function arrange(cards, top, chosen) {
    if (chosen < 0) return down(cards, top);
    const here = cards[chosen], above = [...fitting(cards.slice(0, chosen), here.wanted - top)];
    const below = [...cards.slice(above.length, chosen), ...cards.slice(chosen + 1)];
    down(above, top);
    up(above, here.wanted);
    down([here, ...below], top);
  }

  function* fitting(cards, room) {
    for (const card of cards) {
      room -= card.height + GAP;
      if (room < 0) return;
      yield card;
    }
  }

  function up(cards, free) {
    for (const card of [...cards].reverse()) {
      card.at = Math.min(card.at, free - card.height - GAP);
      free = card.at;
    }
  }

  function down(cards, free) {
    for (const card of cards) {
      card.at = Math.max(card.at, free);
      free = card.at + card.height + GAP;
    }
  }

  const isWriting = ({ notes }) => notes.querySelector(".comment-form-box")?.contains(document.activeElement);
  const passageOf = (notes) => document.getElementById(`k-${notes.dataset.comments}`);
  const topOf = (element) => element.getBoundingClientRect().top;

  /* Where a group has to begin so that the chosen of its cards stands beside the words that it is about. */
  function beside(card, notes) {
    const clause = passageOf(notes), words = clause.querySelector(`mark[data-comment-ids~="${card.dataset.comment}"]`) ?? clause;
    return topOf(words) - (topOf(card) - topOf(notes));
  }

  function place() {
    article.classList.toggle("is-beside", wide.matches);
    if (!wide.matches) return;
    const top = topOf(article), current = article.querySelector(".comment.is-current");
    const cards = all.filter((notes) => notes.offsetHeight).map((notes) => {
      const wanted = notes.contains(current) ? beside(current, notes) : topOf(passageOf(notes));
      return { notes, wanted, at: wanted, origin: topOf(notes.offsetParent), height: notes.offsetHeight };
    });
    const writing = cards.findIndex(isWriting);
    arrange(cards, top, writing < 0 ? cards.findIndex(({ notes }) => notes.contains(current)) : writing);
    let moved = false, end = top;
    cards.forEach(({ notes, at, origin, height }, index) => {
      const now = `${Math.round(at - origin)}px`;
      moved ||= index === writing && notes.style.top !== now;
      notes.style.setProperty("top", now);
      end = Math.max(end, at + height);
    });
    article.style.setProperty("--notes-end", `${Math.ceil(end - top)}px`);
    if (moved) passageOf(cards[writing].notes).scrollIntoView({ block: "nearest" });
  }

  let due = 0, held = false;
  function soon() {
    cancelAnimationFrame(due);
    if (!held) due = requestAnimationFrame(place);
  }
  /* Nothing moves away under a finger: what is pressed is chosen with it, and its click comes when it is let go. */
  article.addEventListener("pointerdown", () => { held = true; });
  for (const name of ["pointerup", "pointercancel", "dragend"]) addEventListener(name, () => { held = false; soon(); });
  const sizes = new ResizeObserver(soon);
  place();
  [article, ...all].forEach((element) => sizes.observe(element));
  document.addEventListener("mufakat:current", soon);
})();
