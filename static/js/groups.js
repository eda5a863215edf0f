/* The comments on a clause of a long draft are one line until somebody asks for them: then they are fetched and stand in
   its place. Without this script the line leads to the page of the clause. More in docs/live.md. */
(() => {
  "use strict";
  const article = document.querySelector("article[data-live]");
  if (!article) return;
  const LINE = ".notes-line", words = document.getElementById("comment-bar").dataset;
  const on = (name, act) => document.addEventListener(`mufakat:${name}`, (event) => act(event.detail, event));
  const emit = (name, detail) => document.dispatchEvent(new CustomEvent(`mufakat:${name}`, { detail }));
  const listed = (text) => text.split(" ").filter(Boolean);
  const lineWith = (id) => article.querySelector(`${LINE}[data-ids~="${id}"]`);
  const lineIn = (notes) => notes?.querySelector(`:scope > ${LINE}`);
  const notesOf = (clause) => article.querySelector(`[data-comments="${CSS.escape(clause)}"]`);
  const changed = new Set();              // lines of which something was said since they were asked for

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
    const thread = frame.parent ?? frame.comment, known = lineWith(thread);
    const line = frame.parent ? known : lineIn(notesOf(frame.clause));
    if (known && known !== line) forget(known, thread);
    if (!line) return;
    event.preventDefault();
    changed.add(line);
    if (!frame.parent) learn(line, String(thread), card);
  });

  const lines = () => [...article.querySelectorAll(LINE)];
  on("passages", ({ clause, found }) => {
    const line = lineIn(notesOf(clause));
    for (const one of line && !line.hidden ? listed(line.dataset.passages) : []) {
      const [id, start, end] = one.split(":");
      found.push({ id, start: Number(start), end: Number(end) });
    }
  });
  on("counting", (counts) => {
    const add = (name, number) => { if (name in counts) for (const { dataset } of lines()) counts[name] += number(dataset); };
    add("all", ({ ids }) => listed(ids).length);
    add("kept", ({ shown }) => Number(shown));
    add("inner", ({ inner }) => Number(inner));
    for (const name of ["asking", "answered"]) add(name, (dataset) => listed(dataset[name]).length);
  });

  const bold = (text) => Object.assign(document.createElement("b"), { textContent: text });
  const LISTS = ["ids", "asking", "answered"];

  function forget(line, id) {
    for (const name of LISTS) line.dataset[name] = listed(line.dataset[name]).filter((one) => one !== String(id)).join(" ");
    line.dataset.passages = listed(line.dataset.passages).filter((one) => !one.startsWith(`${id}:`)).join(" ");
  }

  function learn(line, id, card) {
    const isNew = !listed(line.dataset.ids).includes(id), { audience, answer, start, end } = card.dataset;
    forget(line, id);
    const add = (name, value) => { line.dataset[name] += ` ${value}`; };
    add("ids", id);
    if (!audience.includes(":")) add("asking", id);
    if (answer) add("answered", id);
    if (end) add("passages", `${id}:${start}:${end}`);
    if (!isNew) return;
    line.hidden = false;
    line.dataset.shown = Number(line.dataset.shown) + 1;
    if (audience.includes(":")) line.dataset.inner = Number(line.dataset.inner) + 1;
    const shown = line.querySelector(".notes-new") ?? line.insertBefore(bold(""), line.querySelector(".notes-first"));
    const n = Number(shown.dataset.n ?? 0) + 1;
    shown.className = "notes-new";
    shown.dataset.n = n;
    shown.textContent = words.new.replace("%n", n);
  }

  /* What was said since somebody was here last (js/filter.js), beside each clause of the list at the head. */
  function tellNew() {
    for (const entry of words.seen ? document.querySelectorAll("#comment-contents li") : []) {
      const n = listed(entry.dataset.seqs).filter((seq) => Number(seq) > Number(words.seen)).length;
      if (n) entry.append(" · ", bold(words.new.replace("%n", n)));
    }
  }

  /* What the filter leaves of each line, as the server says it. */
  on("filter", async (query) => {
    if (!lines().length) return;
    const html = await asked(location.pathname + query);
    const page = new DOMParser().parseFromString(html, "text/html");
    for (const line of lines()) {
      const notes = line.parentElement, fresh = page.querySelector(`[data-comments="${CSS.escape(notes.dataset.comments)}"] > ${LINE}`);
      if (!fresh || notes.getAttribute("aria-busy")) continue;
      line.replaceWith(fresh);
      emit("mark", notes.dataset.comments);
    }
    const contents = document.getElementById("comment-contents"), isOpen = contents?.open;
    contents?.replaceWith(Object.assign(page.getElementById("comment-contents"), { open: isOpen }));
    tellNew();
    emit("lines");
  });

  /* Whoever comes for a comment that is in a line: it is opened, and brought where one can see it. */
  function arrive() {
    const id = /^#komentar-(\d+)$/.exec(location.hash)?.[1];
    if (id && lineWith(id)) open({ id, then: (card) => { card.focus(); card.scrollIntoView({ block: "center" }); } });
  }

  tellNew();
  emit("lines");
  arrive();
  addEventListener("hashchange", arrive);
})();
