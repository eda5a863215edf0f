/* Which comments stand beside the text, the way from one to the next and between a comment and its passage, and what on
   the cards is the reader's own. Without this script the form filters the page and the links lead to the clauses.

   Keeps what decrees/reading/filters.py keeps: tests/cases/filter.json. */
(() => {
  "use strict";
  const article = document.querySelector("article[data-live]");
  const bar = document.getElementById("comment-bar");
  if (!article || !bar) return;
  const form = bar.querySelector("form"), panel = bar.querySelector("details"), count = bar.querySelector("output");
  const { organisasi: who, keadaan: state, jenis: tag, sejak: since } = form.elements;
  const words = bar.dataset;
  const listed = (text) => new Set((text ?? "").split(" ").filter(Boolean));
  const own = listed(words.own), organisations = listed(words.organisations);
  const written = new Set();           // since the filter was chosen: shown whatever it says
  const fold = article.querySelector("[data-said]");
  let current = null, drawn;

  const emit = (name, detail) => document.dispatchEvent(new CustomEvent(`mufakat:${name}`, { detail }));
  const threads = () => [...article.querySelectorAll(".comment:not(.reply)")];
  const shown = () => threads().filter((card) => !card.hidden);
  const byId = (id) => article.querySelector(`[data-comment="${id}"]`);
  const marksOf = (card) => [...article.querySelectorAll(`mark[data-comment-ids~="${card.dataset.comment}"]`)];
  const threadOf = (element) => element.closest?.(".comment:not(.reply)");

  /* ---------- which ---------- */

  function keeps(card) {
    const { comment, organisation, sector, answer } = card.dataset;
    if (written.has(comment) || card.querySelector("[data-form]")) return true;
    const byWho = who.value === "saya" ? organisations.has(organisation) : ["", organisation, `sektor:${sector}`].includes(who.value);
    const byState = state.value === "belum" ? !answer : !state.value || (answer && ["terjawab", answer].includes(state.value));
    const isNew = !since?.checked || [card, ...card.querySelectorAll("[data-seq]")].some(({ dataset }) => dataset.seq > Number(since.value));
    return isNew && byWho && byState && ["", card.dataset.tag].includes(tag.value);
  }

  function filter() {
    const clauses = new Set();
    for (const card of threads()) {
      const hide = !keeps(card);
      if (card.hidden !== hide) clauses.add(card.dataset.clause);
      card.hidden = hide;
    }
    for (const clause of clauses) emit("mark", clause);
    say();
  }

  function say() {
    const cards = shown(), at = cards.indexOf(current), isInner = ({ dataset }) => dataset.audience.includes(":");
    const counts = { all: threads().length, kept: cards.length, inner: cards.filter(isInner).length, asking: threads().filter((card) => !isInner(card)).length };
    emit("counting", counts);                  // groups.js adds those whose cards are not here
    if (drawn && fold) import(fold.dataset.said);
    drawn = true;
    const { all, kept, inner, asking } = counts, said = kept - inner;
    bar.hidden = !all;
    const told = (said === asking ? words.all : words.some).replace("%n", said).replace("%m", asking);
    count.textContent = at >= 0 && kept === cards.length ? `${at + 1}/${kept}` : inner ? `${told} · ${words.inner.replace("%n", inner)}` : told;
  }

  const chosen = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value)).toString();

  function choose() {
    const query = chosen();
    history.replaceState(null, "", location.pathname + (query && `?${query}`) + location.hash);
    bar.classList.toggle("is-filtered", Boolean(query));
    written.clear();
    filter();
    emit("filter", query && `?${query}`);
  }

  form.addEventListener("change", choose);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    panel.open = false;
  });
  bar.querySelector("[data-action=clear]").addEventListener("click", (event) => {
    event.preventDefault();
    for (const select of [who, state, tag]) select.value = "";
    since.checked = false;
    choose();
  });
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !panel.open) return;
    panel.open = false;
    panel.querySelector("summary").focus();
  });
  addEventListener("click", ({ target }) => { if (!panel.contains(target)) panel.open = false; });

  /* ---------- from one to the next, to the passage and back ---------- */

  function point(card) {
    for (const mark of current ? marksOf(current) : []) mark.classList.remove("is-active");
    current?.classList.remove("is-current");
    current = card;
    card?.classList.add("is-current");
    for (const mark of card ? marksOf(card) : []) mark.classList.add("is-active");
    emit("current");
    say();
  }

  /* In the margin it comes to its passage: the text stays where it is (`still`), or is brought where one can see it. What is
     folded around it opens: a long part on a phone, further comments of a clause. */
  function show(card, still) {
    if (!card) return;
    for (let fold; (fold = card.closest("details:not([open])"));) fold.open = true;
    card.focus({ preventScroll: true });
    point(card);
    const beside = article.matches(".is-beside") && document.getElementById(`k-${card.dataset.clause}`);
    if (!beside) card.scrollIntoView({ block: card.offsetHeight > innerHeight / 2 ? "start" : "center" });
    else if (!still) (marksOf(card)[0] ?? beside).scrollIntoView({ block: "center" });
  }

  /* Cards, and lines that are opened on the way. */
  function step(by) {
    const stops = [...article.querySelectorAll(".comment:not(.reply), .notes-line")].filter((one) => !one.hidden);
    const top = (one) => one.getBoundingClientRect().top, at = stops.indexOf(current);
    const near = by > 0 ? stops.find((one) => top(one) > 0) ?? stops[0] : stops.findLast((one) => top(one) < 0) ?? stops.at(-1);
    const next = at < 0 ? near : stops[(at + by + stops.length) % stops.length];
    if (next?.matches(".comment")) show(next); else next?.click();
  }

  for (const button of bar.querySelectorAll("[data-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }

  article.addEventListener("focusin", ({ target }) => { const card = threadOf(target); if (card && card !== current) point(card); });

  /* Where passages overlap, the shortest first, then the others in turn. */
  function pick(mark) {
    const length = ({ dataset }) => dataset.end - dataset.start;
    const ids = mark.dataset.commentIds.split(" "), away = ids.find((id) => !byId(id));
    if (away) return emit("open", { id: away });
    const cards = ids.map(byId).filter((card) => !card.hidden);
    cards.sort((one, other) => length(one) - length(other));
    show(cards[(cards.indexOf(current) + 1) % cards.length], true);
  }

  article.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-comment-ids]");
    if (mark?.dataset.commentIds && getSelection().isCollapsed) return pick(mark);
    const card = event.target.closest("a[data-passage]") && threadOf(event.target);
    const passage = card && marksOf(card)[0];
    if (!passage) return;
    event.preventDefault();
    point(card);
    passage.closest("[data-clause]").focus({ preventScroll: true });
    passage.scrollIntoView({ block: "center" });
  });

  /* ---------- what is the reader's own: a card is drawn for many ---------- */

  function dress(card) {
    const mine = organisations.has(card.dataset.organisation);
    for (const link of card.querySelectorAll(":scope > .comment-actions a")) {
      const { action } = link.dataset;
      if (action === "support") {
        const by = listed(card.querySelector(".supports")?.dataset.by);
        link.hidden = mine;
        link.textContent = [...organisations].some((one) => by.has(one)) ? words.withdraw : words.support;
      }
      if (action === "react") link.hidden = !mine;
      if (action === "reply" && mine && !card.dataset.audience.startsWith("organisation:")) link.textContent = words.add;
      if (action === "edit") {
        link.hidden = !own.has(card.dataset.comment);
        setTimeout(() => link.remove(), words.grace * 1000);
      }
    }
  }

  function offer(card) {
    const { organisation } = card.dataset;
    if ([...who.options].some(({ value }) => value === organisation)) return;
    who.append(new Option(card.querySelector(".badge")?.textContent ?? organisation, organisation));
  }

  document.addEventListener("mufakat:frames", ({ detail }) => {
    for (const { verb, comment } of detail) {
      if (verb !== "comment.added") continue;
      own.add(String(comment));
      written.add(String(comment));
      const card = byId(comment);
      if (card) dress(card);                     // the socket was faster
    }
    filter();
  });
  document.addEventListener("mufakat:applied", ({ detail }) => {
    const card = detail.comment && byId(detail.comment);
    if (!card) return;
    if (current?.dataset.comment === card.dataset.comment) current = card;
    for (const one of [card, ...card.querySelectorAll(".comment")]) dress(one);
    // Whoever is replied to cannot change the words any more.
    if (card.matches(".reply")) threadOf(card)?.querySelector(":scope > .comment-actions > [data-action=edit]")?.remove();
    else offer(card);
    filter();
  });

  // Whoever comes for one comment, from a notice or a link, came for its answer.
  function unfold() {
    const card = location.hash.startsWith("#komentar-") && byId(location.hash.slice("#komentar-".length));
    const answer = card && card.querySelector(":scope > .carried-answered");
    if (answer) answer.open = true;
  }

  document.addEventListener("mufakat:unfolded", ({ detail: notes }) => {
    for (const card of notes.querySelectorAll(".comment")) dress(card);
    filter();
    unfold();
  });
  document.addEventListener("mufakat:lines", say);

  /* When somebody was here last is known on their device alone. */
  try {
    const key = `mufakat:seen:${article.dataset.events}`, seen = localStorage.getItem(key);
    if (since && seen) {
      bar.dataset.seen = since.value ||= seen;
      since.closest(".field").hidden = false;
    }
    addEventListener("pagehide", () => localStorage.setItem(key, article.dataset.seq));
  } catch { /* no such memory here */ }

  for (const card of article.querySelectorAll(".comment")) dress(card);
  filter();
  unfold();
  addEventListener("hashchange", unfold);
})();
