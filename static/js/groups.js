/* The comments on a clause of a long draft are one line until somebody asks for them: then they are fetched and stand in
   its place. Without this script the line leads to the page of the clause. Stands before the scripts of the page: it knows
   the highlights as the server drew them, before one of those draws them anew. More in docs/live.md. */
(() => {
  "use strict";
  const article = document.querySelector("article[data-live]");
  if (!article) return;
  const LINE = ".notes-line", words = document.getElementById("comment-bar").dataset;
  const on = (name, act) => document.addEventListener(`mufakat:${name}`, (event) => act(event.detail, event));
  const emit = (name, detail) => document.dispatchEvent(new CustomEvent(`mufakat:${name}`, { detail }));
  const listed = (text) => (text ?? "").split(" ").filter(Boolean);
  const lines = () => [...article.querySelectorAll(LINE)];
  const lineWith = (id) => lines().find((line) => known.get(line).ids.has(String(id)));
  const lineIn = (notes) => notes?.querySelector(`:scope > ${LINE}`);
  const notesOf = (clause) => article.querySelector(`[data-comments="${CSS.escape(clause)}"]`);
  const changed = new Set();              // lines of which something was said since they were asked for
  const known = new WeakMap();            // of each line: the threads in it, and the words that they are about

  /* Those answered are named first, those within the organisation last. */
  function know(line) {
    const { ids, answered, private: inside = 0 } = line.dataset, all = listed(ids);
    const thread = { ids: new Set(all), answered: new Set(all.slice(0, answered)), inside: new Set(all.slice(all.length - inside)) };
    known.set(line, { ...thread, passages: passagesBeside(line, thread.ids) });
  }

  /* From the highlights of the clause: what is in one piece is one passage. */
  function passagesBeside(line, ids) {
    const { comments: clause } = line.parentElement.dataset, found = [];
    for (const text of line.ownerDocument.querySelectorAll(`[data-clause="${CSS.escape(clause)}"] [data-text]`)) {
      if (text.closest("[data-clause]").dataset.clause !== clause) continue;
      let start = Number(text.dataset.start ?? 0);
      for (const piece of text.childNodes) {
        const end = start + Array.from(piece.textContent).length;
        for (const id of listed(piece.dataset?.commentIds).filter((one) => ids.has(one))) {
          const before = found.find((one) => one.id === id && one.end === start);
          if (before) before.end = end; else found.push({ id, start, end });
        }
        start = end;
      }
    }
    return found;
  }

  async function unfold(line) {
    const notes = line.parentElement;
    if (notes.getAttribute("aria-busy")) return;
    notes.setAttribute("aria-busy", "true");
    let html = "";
    do {
      changed.delete(line);
      html = await asked(new URL("komentar/", line.querySelector("a").href));
    } while (html && changed.has(line));
    notes.removeAttribute("aria-busy");
    if (!html) return location.assign(line.querySelector("a").href);
    put(notes, line, html);
  }

  const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
  const asked = (address) => fetch(address, { headers: { "X-Requested-With": "fetch" } })
    .then((response) => (response.ok ? response.text() : "")).catch(() => "");

  function put(notes, line, html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    for (const card of notes.querySelectorAll(":scope > .comment")) card.remove();    // came while it was a line
    line.replaceWith(template.content);
    emit("unfolded", notes);
    emit("mark", notes.dataset.comments);
  }

  article.addEventListener("click", (event) => {
    const line = event.target.closest(LINE);
    if (!line || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open({ line });
  });

  /* The line of a clause, or that in which a comment is; `then` with its card. */
  async function open({ line = null, id = "", then }) {
    const found = line ?? lineWith(id), notes = found?.parentElement;
    if (!found) return;
    await unfold(found);
    if (lineIn(notes)) return;
    const card = notes.querySelector(id ? `[data-comment="${id}"]` : ":scope > .comment:not([hidden])") ?? notes.querySelector(".comment");
    for (let fold; (fold = card?.closest("details:not([open])"));) fold.open = true;
    if (then && card) then(card); else card?.focus({ preventScroll: true });
  }

  on("open", open);

  /* A card that has no place while its clause is a line: the line says that there is more. */
  on("card", ({ frame, card }, event) => {
    const thread = frame.parent ?? frame.comment, before = lineWith(thread);
    const line = frame.parent ? before : lineIn(notesOf(frame.clause));
    if (before && before !== line) forget(before, String(thread));
    if (!line) return;
    event.preventDefault();
    changed.add(line);
    if (!frame.parent) learn(line, String(thread), card);
  });

  on("passages", ({ clause, found }) => {
    const line = lineIn(notesOf(clause));
    if (line && !line.hidden) found.push(...known.get(line).passages);
  });
  on("counting", (counts) => {
    const add = (name, number) => { if (name in counts) for (const line of lines()) counts[name] += number(known.get(line), line.dataset); };
    add("all", ({ ids }) => ids.size);
    add("kept", (_, { shown }) => Number(shown));
    add("inner", (_, { inner }) => Number(inner));
    add("asking", ({ ids, inside }) => ids.size - inside.size);
    add("answered", ({ answered }) => answered.size);
  });

  const bold = (text) => Object.assign(document.createElement("b"), { textContent: text });

  function forget(line, id) {
    const { passages, ...threads } = known.get(line);
    for (const some of Object.values(threads)) some.delete(id);
    known.set(line, { ...threads, passages: passages.filter((one) => one.id !== id) });
  }

  function learn(line, id, card) {
    const isNew = !known.get(line).ids.has(id), { audience, answer, start, end } = card.dataset, isInside = audience.includes(":");
    forget(line, id);
    const { ids, answered, inside, passages } = known.get(line);
    ids.add(id);
    if (isInside) inside.add(id); else if (answer) answered.add(id);
    if (end) passages.push({ id, start: Number(start), end: Number(end) });
    if (!isNew) return;
    line.hidden = false;
    line.dataset.shown = Number(line.dataset.shown) + 1;
    if (isInside) line.dataset.inner = Number(line.dataset.inner) + 1;
    const shown = line.querySelector(".notes-new") ?? line.insertBefore(bold(""), line.querySelector(".notes-first"));
    const n = Number(shown.dataset.n ?? 0) + 1;
    shown.className = "notes-new";
    shown.dataset.n = n;
    shown.textContent = words.new.replace("%n", n);
    emit("lines");
  }

  /* What was said since somebody was here last (js/filter.js), beside each clause of the list at the head: asked for, as a
     filter, when the list is opened. */
  async function tellNew(contents) {
    if (contents.id !== "comment-contents" || !contents.open || !words.seen || contents.dataset.told) return;
    contents.dataset.told = true;
    const query = new URLSearchParams(location.search);
    query.set("sejak", words.seen);
    const page = parsed(await asked(`${location.pathname}?${query}`));
    for (const link of page.querySelectorAll("#comment-contents a")) {
      const entry = contents.querySelector(`a[href="${CSS.escape(link.getAttribute("href"))}"]`)?.parentElement;
      entry?.append(" · ", bold(words.new.replace("%n", parseInt(link.nextSibling.data, 10))));
    }
  }
  document.addEventListener("toggle", ({ target }) => tellNew(target), true);

  /* What the filter leaves of each line, as the server says it. */
  on("filter", async (query) => {
    if (!lines().length) return;
    const page = parsed(await asked(location.pathname + query));
    for (const line of lines()) {
      const notes = line.parentElement, fresh = page.querySelector(`[data-comments="${CSS.escape(notes.dataset.comments)}"] > ${LINE}`);
      if (!fresh || notes.getAttribute("aria-busy")) continue;
      know(fresh);
      line.replaceWith(fresh);
      emit("mark", notes.dataset.comments);
    }
    const contents = document.getElementById("comment-contents"), isOpen = contents?.open;
    contents?.replaceWith(Object.assign(page.getElementById("comment-contents"), { open: isOpen }));
    emit("lines");
  });

  /* Whoever comes for a comment that is in a line: it is opened, and brought where one can see it. */
  function arrive() {
    const id = /^#komentar-(\d+)$/.exec(location.hash)?.[1];
    if (id && lineWith(id)) open({ id, then: (card) => { card.focus(); card.scrollIntoView({ block: "center" }); } });
  }

  lines().forEach(know);
  addEventListener("DOMContentLoaded", arrive);      // once the others listen
  addEventListener("hashchange", arrive);
})();
