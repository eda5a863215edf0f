/* Comments on passages of several clauses: highlights, and the way from each clause to the card. Fetched where there is one,
   or where a selection goes over several. More in docs/live.md. */
const article = document.querySelector("article[data-live]");
const words = document.getElementById("live-words").dataset;
const on = (name, act) => document.addEventListener(`mufakat:${name}`, ({ detail }) => act(detail));
const emit = (name, detail) => document.dispatchEvent(new CustomEvent(`mufakat:${name}`, { detail }));
const notesOf = (clause) => article.querySelector(`[data-comments="${CSS.escape(clause)}"]`);
const clauseOf = (link) => link.closest("[data-comments]").dataset.comments;
const cardOf = (link) => article.querySelector(`[data-comment="${link.dataset.of}"]`);
const links = () => [...article.querySelectorAll("[data-of]")];

/* Clause by clause what was selected, into the address of the form; a note where that is too much. */
export function add(url, parts) {
  const clauses = new Map();
  for (const one of parts) clauses.set(one.clause, { ...one, ...clauses.get(one.clause), end: one.end });
  const further = [...clauses.values()].slice(1), room = words.most - 1;
  for (const { clause, start, end } of further.slice(0, room)) url.searchParams.append("further", `${clause}:${start}:${end}`);
  return further.length > room ? words.cut : "";
}

/* What a frame says of a comment, in place of what was there. */
export function place({ comment, further }) {
  const before = links().filter((link) => link.dataset.of === String(comment)), clauses = new Set(before.map(clauseOf));
  for (const link of before) link.remove();
  for (const [clause, html] of further) {
    notesOf(clause)?.insertAdjacentHTML("beforeend", html);
    clauses.add(clause);
  }
  for (const clause of clauses) emit("mark", clause);
  tidy();
}

/* The cards of a clause stand first; what the filter hides is hidden here too. */
function tidy() {
  const clauses = new Set();
  for (const link of links()) {
    if (link.nextElementSibling?.matches(".comment")) link.parentElement.append(link);
    const hide = cardOf(link)?.hidden ?? link.hidden;
    if (link.hidden !== hide) clauses.add(clauseOf(link));
    link.hidden = hide;
  }
  for (const clause of clauses) emit("mark", clause);
}

/* ---------- highlights ---------- */

const placesIn = (form) => new URLSearchParams(form.dataset.form.split("?")[1]).getAll("further").map((one) => one.split(":"));
const written = () => [...article.querySelectorAll("[data-form]")].flatMap(placesIn);

on("passages", ({ clause, found }) => {
  for (const link of links()) {
    const { of: id, start, end } = link.dataset;
    const isThere = (one) => one.id === id && one.start <= start && one.end >= end;      // js/groups.js
    if (end && !link.hidden && clauseOf(link) === clause && !found.some(isThere)) found.push({ id, start: +start, end: +end });
  }
  for (const [at, start, end] of written()) if (at === clause) found.push({ id: "", start: +start, end: +end });
});

/* A form is opened, or closed, by its first clause. */
let drawn = new Set();
on("mark", () => {
  const now = new Set(written().map(([clause]) => clause));
  const changed = [...new Set([...now, ...drawn])].filter((clause) => now.has(clause) !== drawn.has(clause));
  drawn = now;
  for (const clause of changed) emit("mark", clause);
});

on("counting", tidy);

/* Whoever chooses a further passage is brought to the card, which stands at the first. */
article.addEventListener("click", ({ target }) => {
  const mark = target.closest("mark[data-comment-ids]"), card = mark && article.querySelector(".comment.is-current");
  if (!card || !mark.dataset.commentIds.split(" ").includes(card.dataset.comment)) return;
  if (mark.closest("[data-clause]").dataset.clause !== card.dataset.clause) {
    document.getElementById(`k-${card.dataset.clause}`).scrollIntoView({ block: "center" });
  }
});

for (const clause of new Set(links().map(clauseOf))) emit("mark", clause);
