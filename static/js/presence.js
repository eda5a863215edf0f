/* Who is at which clause of a draft. Said by the browsers of those taking part, kept nowhere. More in docs/live.md. */
(() => {
  "use strict";
  const article = document.querySelector("article[data-live]");
  if (!article) return;
  const words = document.getElementById("live-words")?.dataset ?? {};
  const CLAUSE = '[data-clause]:not([data-clause=""])';
  const on = (name, act) => document.addEventListener(`mufakat:${name}`, ({ detail }) => act(detail));
  const emit = (name, detail) => document.dispatchEvent(new CustomEvent(`mufakat:${name}`, { detail }));

  function make(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function badge(tag, { label, sector }) {
    const made = make(tag, "badge", label);
    made.dataset.sector = sector;
    return made;
  }

  /* ---------- who is here ---------- */

  const line = document.querySelector("#presence .presence-people");
  const badges = new Map();            // organisation → its badge at the top
  const at = new Map();                // clause → who is there, as the server says it
  const mine = new Map();              // clause → until when the server may still count me there, and as writing there
  let people = [], me = "", place = "";

  /* Without the reader: what the server says is the same for all. */
  function others(clause) {
    const [here, writing] = mine.get(clause) ?? [0, 0], now = Date.now();
    const own = { count: Number(clause === place || here > now), typing: Number(writing > now) };
    return (at.get(clause) ?? [])
      .map((one) => (one.label === me ? { ...one, count: one.count - own.count, typing: one.typing - own.typing } : one))
      .filter(({ count }) => count > 0);
  }

  /* A row of a table has no room of its own: what is told of it stands below the table. */
  function rowsOf(roster) {
    const known = roster?.querySelector(":scope > .at-rows");
    return known ?? roster?.appendChild(make("div", "at-rows", ""));
  }

  function showAt(clause) {
    const home = article.querySelector(`.clause[data-clause="${CSS.escape(clause)}"]`);
    const host = home?.querySelector(".clause-text") ?? rowsOf(home?.closest(".roster"));
    article.querySelector(`[data-at="${CSS.escape(clause)}"]`)?.remove();
    const here = host ? others(clause) : [];
    if (!here.length) return;
    const shown = make("p", "at-clause", home.matches("tr") ? `${home.cells[0].textContent} ` : "");
    shown.lang = document.documentElement.lang;
    shown.dataset.at = clause;
    for (const one of here) {
      const doing = make("span", one.typing > 0 ? "" : "visually-hidden", ` ${one.typing > 0 ? words.writing : words.here} `);
      shown.append(badge("span", one), doing);
    }
    host.append(shown);
  }

  /* A badge stays the same element, so that focus stays on it; it leads to where its organisation is at work. */
  function badgeOf(one) {
    const key = one.sector + one.label;
    if (!badges.has(key)) badges.set(key, badge("a", one));
    const shown = badges.get(key);
    let where = "", writes = false;
    for (const clause of at.keys()) {
      const there = others(clause).find(({ label, sector }) => sector + label === key);
      if (there && !writes) [where, writes] = [clause, there.typing > 0];
    }
    shown.textContent = one.label + (writes ? " ✎" : "");
    if (where) shown.href = `#k-${where}`; else shown.removeAttribute("href");
    return shown;
  }

  function showPeople() {
    const focused = document.activeElement;
    line?.replaceChildren(...people.flatMap((one) => [badgeOf(one), " "]));
    if (line?.contains(focused)) focused.focus({ preventScroll: true });
  }

  on("presence", (message) => { people = message.people; showPeople(); });
  on("places", (message) => {
    for (const [clause, there] of Object.entries(message.at)) {
      if (there.length) at.set(clause, there); else at.delete(clause);
      showAt(clause);
    }
    showPeople();
  });

  function forget() {
    const clauses = [...at.keys()];
    at.clear();
    clauses.forEach(showAt);
    showPeople();
  }

  /* ---------- where the reader is: said to those taking part only, and never of a form that few may read ---------- */

  const PAUSE = 2000, RENEW = 4000, LAG = 5000;
  let takesPart = false, said = "", spoke = 0, waiting = 0, typesUntil = 0, stays = 0, stopping = 0, looking = 0;

  function say() {
    if (!takesPart) return;
    const now = Date.now(), types = now < typesUntil;
    const text = place ? `${types ? "typing" : "at"} ${place}` : "at";
    if (text === said && !(types && now - spoke >= RENEW)) return;
    clearTimeout(waiting);
    if (now - spoke < PAUSE) { waiting = setTimeout(say, spoke + PAUSE - now); return; }
    [said, spoke] = [text, now];
    mine.set(place, [now + LAG, types ? now + LAG : 0]);
    emit("say", text);
  }

  function goTo(clause) {
    if (clause === place) return;
    const left = place;
    place = clause;
    if (mine.has(left)) mine.set(left, [Date.now() + LAG, mine.get(left)[1]]);
    showAt(place);
    say();
  }

  function look() {
    if (Date.now() < Math.max(typesUntil, stays)) return;
    const box = article.getBoundingClientRect();
    const seen = document.elementFromPoint(box.left + Math.min(200, box.width / 2), innerHeight * 0.35);
    if (document.hidden || !article.contains(seen)) goTo("");
    else if (seen.closest(CLAUSE)) goTo(seen.closest(CLAUSE).dataset.clause);
  }

  /* Only what is known to be for all of those who are told. */
  const isOpen = (box) => /^(public|members)$/.test(
    new FormData(box.querySelector("form")).get("audience") ?? box.closest(".comment")?.dataset.audience);

  function write({ target }) {
    const box = target.closest("[data-form]"), clause = box?.closest(CLAUSE)?.dataset.clause;
    if (!clause) return;
    typesUntil = isOpen(box) ? Date.now() + RENEW : 0;
    goTo(clause);
    say();
    clearTimeout(stopping);
    stopping = setTimeout(say, RENEW + 100);
  }

  article.addEventListener("input", write);
  article.addEventListener("focusin", ({ target }) => {
    const home = target.closest(CLAUSE);
    if (!home) return;
    stays = Date.now() + 1000;         // the page often scrolls to what has the focus
    goTo(home.dataset.clause);
  });
  addEventListener("scroll", () => { clearTimeout(looking); looking = setTimeout(look, 400); }, { passive: true });
  document.addEventListener("visibilitychange", look);
  on("frames", () => { typesUntil = 0; say(); });
  on("hello", ({ channels, label }) => {
    forget();
    [me, said, takesPart] = [label, "", Boolean(label) && !("public" in channels)];
    look();
    say();
  });
  on("lost", () => { people = []; forget(); });
})();
