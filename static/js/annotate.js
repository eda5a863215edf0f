/* Commenting on a passage by mouse, touch or keyboard, in forms whose text is kept here until the server has
   acknowledged it. Without this script the links lead to the same forms as pages. More in docs/live.md. */
(() => {
  "use strict";
  const article = document.querySelector("article[data-events]");
  if (!article) return;

  const words = document.getElementById("live-words")?.dataset ?? {};
  const mayComment = article.dataset.canComment === "1";
  const byMail = article.dataset.citizenUrl;        // a page of its own: who has no account comments there
  const KEY = `mufakat:${words.reader ?? ""}:`;     // the address of a form follows
  const DECREE = article.dataset.events.replace(/\w+\/$/, "");
  const FORM_LINK = /\/komentar\/(\d+\/\w+\/)?$/;
  const FORM = 'class="comment-form';
  const FETCH = { "X-Requested-With": "fetch" };
  const TYPED = /^(text|proposed|new_clause|strike|reason)$/;
  const KEPT_DAYS = 30, HINTED = "mufakat:hinted";
  const points = (text) => Array.from(text).length;
  const emit = (name, detail) => document.dispatchEvent(new CustomEvent(`mufakat:${name}`, { detail }));

  function make(tag, className, text = "") {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  }

  /* ---------- what is typed, kept on this device ---------- */

  const able = (act) => { try { return act(); } catch { return null; } };       // full, forbidden, or not ours
  const store = {
    read: (key) => able(() => JSON.parse(localStorage.getItem(KEY + key))),
    write: (key, draft) => able(() => localStorage.setItem(KEY + key, JSON.stringify(draft))),
    drop: (key) => able(() => localStorage.removeItem(KEY + key)),
    keys: () => able(() => Object.keys(localStorage)
      .filter((key) => key.startsWith(KEY + DECREE)).map((key) => key.slice(KEY.length))) ?? [],
  };

  /* Without the words that were there to start from; `about` and `quote` for a page that has no place for it. */
  function keep(box, pending = false) {
    const form = box.querySelector("form");
    const fields = [...new FormData(form)]
      .filter(([name, value]) => name !== "csrfmiddlewaretoken" && value !== form.elements[name].dataset?.was);
    const quote = form.elements.end?.value && form.querySelector(".comment-quote")?.textContent;
    const draft = { fields, pending, at: Date.now(), about: form.dataset.about, quote };
    store.write(box.dataset.form, draft);
    return draft;
  }

  function fill(form, fields) {
    const given = new URLSearchParams(fields);
    for (const field of form.elements) {
      const { name, value, type } = field;
      const folds = field.closest("details:not([open])"), was = field.checked + field.value;
      if (/checkbox|radio/.test(type)) field.checked = given.getAll(name).includes(value);
      else if (given.has(name)) field.value = given.get(name);
      if (folds && was !== field.checked + field.value) folds.open = true;
    }
  }

  /* ---------- forms beside the text ---------- */

  const boxes = new Map();       // address of the form → its box

  function homeOf(url) {
    const reply = /\/komentar\/(\d+)\/\w+\/$/.exec(url.pathname);
    if (reply) return article.querySelector(`[data-comment="${reply[1]}"]`);
    return article.querySelector(`[data-comments="${CSS.escape(url.searchParams.get("clause") ?? "")}"]`);
  }

  async function open(address, { draft = null, note = "", focus = true } = {}) {
    const url = new URL(address, location.href), key = url.pathname + url.search;
    if (boxes.has(key)) return boxes.get(key).querySelector("textarea")?.focus();
    const home = homeOf(url);
    if (!home) return location.assign(url);
    const box = make("div", "comment-form-box");
    const { clause = "", start, end } = Object.fromEntries(url.searchParams);
    Object.assign(box.dataset, { form: key, clause }, end && { start, end });
    boxes.set(key, box);
    if (home.dataset.comments) home.prepend(box); else home.append(box);
    draft ??= store.read(key);
    if (!await load(box, draft) && !draft) { close(box); return location.assign(url); }
    if (end) emit("mark", clause);
    if (focus) box.querySelector("textarea, button")?.focus();
    revive(box, draft, note);
  }

  /* The note a little later than the form: only what changes is read out. */
  function revive(box, draft, note) {
    if (draft?.pending) send(box);
    else if (note) setTimeout(() => box.querySelector(".form-state:empty") && state(box, note).classList.add("is-note"), 300);
  }

  /* While the server is away: a form of the page itself. A fresh one takes what it holds as soon as there is one. */
  function away(box) {
    dress(box, document.getElementById("away-form").innerHTML);
    box.querySelector("form").action = box.dataset.form;
  }

  /* A fresh form with what was typed before; false if there is none to be had. */
  async function load(box, draft) {
    const response = await fetch(box.dataset.form, { headers: FETCH }).catch(() => null);
    if (!response || response.status >= 500) {
      if (draft) offline(box, draft); else away(box);
      return true;
    }
    if (!response.ok) {
      if (draft) rescue(box, draft, response);
      return false;
    }
    const html = await response.text();
    if (!html.includes(FORM)) return false;         // a page of its own
    dress(box, html, draft);
    // Somebody else has signed in on this device: what was typed is not theirs to send.
    const own = box.querySelector("form").dataset.reader === words.reader;
    if (draft && !own) rescue(box, draft, response);
    return own;
  }

  function dress(box, html, draft) {
    const template = document.createElement("template");
    template.innerHTML = html;
    box.replaceChildren(template.content);
    wire(box);
    if (draft) fill(box.querySelector("form"), draft.fields);
  }

  function wire(box) {
    const form = box.querySelector("form");
    box.append(state(box, ""));
    form.addEventListener("submit", (event) => { event.preventDefault(); send(box); });
    form.addEventListener("input", () => keep(box));
    form.querySelector("[data-action=cancel]")?.addEventListener("click", (event) => {
      event.preventDefault();
      store.drop(box.dataset.form);
      close(box);
    });
  }

  function state(box, text, link = "") {
    const shown = box.querySelector(".form-state") ?? make("p", "");
    shown.className = "form-state";
    shown.setAttribute("role", "status");
    shown.textContent = text;
    if (link) {
      const anchor = make("a", "", words.login ?? link);
      anchor.href = link;
      shown.append(" ", anchor);
    }
    return shown;
  }

  function close(box) {
    boxes.delete(box.dataset.form);
    clearTimeout(box.retry);
    box.remove();
    if (box.dataset.end) emit("mark", box.dataset.clause);
    article.querySelector(`[data-clause="${CSS.escape(box.dataset.clause)}"] [data-text]`)?.focus({ preventScroll: true });
  }

  /* The server is away while a kept text comes back: show the text, try again by and by. */
  function offline(box, draft) {
    box.replaceChildren(state(box, words.unsent), make("blockquote", "comment-quote", typed(draft)));
    box.retry = setTimeout(() => load(box, draft).then((loaded) => loaded && revive(box, draft, words.restored)), 5000);
  }

  function rescue(box, draft, response) {
    const said = response.status === 401 ? [words.expired, loginFor(box)] : [words.closed];
    box.replaceChildren(state(box, ...said), make("blockquote", "comment-quote", typed(draft)));
  }

  const typed = (draft) => draft.fields.filter(([name, value]) => TYPED.test(name) && value.trim()).map(([, value]) => value).join("\n\n");

  function loginFor(box) {
    const place = box.dataset.clause ? `k-${box.dataset.clause}` : box.closest("[id]").id;
    return `${words.loginUrl}?next=${encodeURIComponent(`${location.pathname}#${place}`)}`;
  }

  /* ---------- sending ---------- */

  const lock = (form, on) => { for (const field of form.elements) field.readOnly = on; };

  async function send(box, attempt = 0) {
    const form = box.querySelector("form");
    if (!form || box.sending) return;
    clearTimeout(box.retry);
    keep(box, true);
    box.sending = true;
    lock(form, true);              // what is typed from here on would go nowhere
    state(box, words.sending);
    const response = await fetch(form.action, { method: "POST", body: new FormData(form), headers: FETCH }).catch(() => null);
    box.sending = false;
    lock(form, false);
    await settle(box, response, attempt);
  }

  async function settle(box, response, attempt) {
    if (!response || response.status >= 500 || response.status === 429) return wait(box, attempt);
    if (response.status === 201) return sent(box, await response.json());
    const draft = keep(box);
    if (response.status === 401) return state(box, words.expired, loginFor(box));
    const html = await response.text();
    if (html.includes(FORM)) {     // shown again with what is wrong with it
      dress(box, html, null);
      return box.querySelector("[aria-invalid=true], textarea")?.focus();
    }
    // The form's key against forgery is out of date when somebody has signed in again: a fresh form, once.
    if (response.status === 403 && !box.renewed) { box.renewed = true; if (await load(box, draft)) send(box, 1); } else rescue(box, draft, response);
  }

  function wait(box, attempt) {
    state(box, words.unsent);
    const pause = Math.min(30000, 1000 * 2 ** attempt) * (0.75 + Math.random() / 2);
    box.retry = setTimeout(() => send(box, attempt + 1), pause);
  }

  function sent(box, { frames }) {
    store.drop(box.dataset.form);
    able(() => localStorage.setItem(HINTED, 1));
    close(box);
    emit("frames", frames);
    const id = frames[0]?.comment;
    article.querySelector(`[data-comment="${id}"]`)?.focus();
    emit("open", { id });          // where its clause is a line
    if (article.dataset.live) return;
    location.hash = `komentar-${id}`;     // one clause alone: nothing brings it here
    location.reload();
  }

  addEventListener("online", () => {
    for (const box of boxes.values()) if (store.read(box.dataset.form)?.pending) send(box);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || !article.contains(link) || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (link.origin !== location.origin || !FORM_LINK.test(link.pathname)) return;
    event.preventDefault();
    open(link.href);
  });

  const given = article.querySelector(".comment-form-box");     // came with the page
  if (given) {
    boxes.set(given.dataset.form, given);
    wire(given);
  }

  /* A comment is for one version; whatever else is written, for wherever its thread stands. */
  const fits = (url) => homeOf(url) && (/\/komentar\/\d/.test(url.pathname) || mayComment && url.pathname === article.dataset.commentUrl);
  const left = [];

  for (const key of store.keys()) {
    const draft = store.read(key), box = boxes.get(key);
    if (!draft || Date.now() - draft.at > KEPT_DAYS * 864e5 || !draft.pending && !typed(draft)) store.drop(key);
    else if (box) {
      fill(box.querySelector("form"), draft.fields);
      revive(box, draft, words.restored);
    } else if (fits(new URL(key, location.href))) open(key, { draft, note: words.restored, focus: false });
    else left.push([key, draft]);
  }
  const kept = document.getElementById("kept");
  if (left.length && kept) import(kept.dataset.script).then(({ list }) => list(left, { open, typed, drop: store.drop }));

  if (!mayComment && !byMail) return;

  /* ---------- said once: how one comments ---------- */

  const hint = document.getElementById("comment-hint");

  if (hint && able(() => localStorage.getItem(HINTED))) hint.remove();
  else if (hint) {
    hint.classList.add("is-new");
    const seen = hint.querySelector("button");
    seen.hidden = false;
    seen.addEventListener("click", () => { hint.remove(); able(() => localStorage.setItem(HINTED, 1)); });
  }

  /* ---------- which passage ---------- */

  const texts = () => [...article.querySelectorAll("[data-text]")];
  const clauseOf = (text) => text.closest("[data-clause]");

  /* What of a text is within a range, in whole words: from a telephone half of one often comes. */
  function part(text, range) {
    const here = document.createRange(), letters = text.textContent;
    here.selectNodeContents(text);
    if (!here.comparePoint(range.startContainer, range.startOffset)) here.setStart(range.startContainer, range.startOffset);
    const from = letters.length - String(here).length;
    if (!here.comparePoint(range.endContainer, range.endOffset)) here.setEnd(range.endContainer, range.endOffset);
    const to = from + String(here).length;
    const found = [...letters.matchAll(/[\p{L}\p{N}]+|\S/gu)].filter(({ 0: word, index }) => index < to && index + word.length > from);
    if (!found.length) return null;
    const at = (index) => Number(text.dataset.start ?? 0) + points(letters.slice(0, index));
    return { clause: clauseOf(text).dataset.clause, start: at(found[0].index), end: at(found.at(-1).index + found.at(-1)[0].length) };
  }

  /* What is selected in the clause in which that begins, and `all` of it where it goes on; null if that is nothing. */
  function passage() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const parts = texts().filter((text) => range.intersectsNode(text)).map((text) => part(text, range)).filter(Boolean);
    const here = parts.filter(({ clause }) => clause === parts[0].clause);
    return here.length ? { ...here[0], end: here.at(-1).end, all: here.length < parts.length && parts } : null;
  }

  async function comment({ all, ...place }) {
    const url = new URL(byMail ?? article.dataset.commentUrl, location.href);
    for (const name in place) url.searchParams.set(name, place[name]);
    getSelection().removeAllRanges();
    hide();
    const note = all && (await import(words.further)).add(url, all);
    if (byMail) return location.assign(url);
    open(url.href, { note });
  }

  /* ---------- the button ---------- */

  const button = document.querySelector(".comment-button");
  let chosen = null, timer = 0;

  const hide = () => { button.hidden = true; chosen = null; };

  function offer() {
    chosen = passage();
    if (!chosen) return hide();
    const box = getSelection().getRangeAt(0).getBoundingClientRect();
    // Beside the text, never over it: where there is no margin, at the foot of the window.
    const docked = matchMedia("(pointer: coarse)").matches || !article.matches(".is-beside");
    button.classList.toggle("docked", docked);
    button.hidden = false;
    if (docked) return;
    const text = clauseOf(texts().find((one) => one.closest("[data-clause]").dataset.clause === chosen.clause)).getBoundingClientRect();
    button.style.setProperty("left", `${text.right + scrollX}px`);
    button.style.setProperty("top", `${box.top + scrollY}px`);
  }

  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(offer, 150);
  });
  button.addEventListener("pointerdown", (event) => event.preventDefault());   // the selection stays
  button.addEventListener("click", () => { const it = chosen ?? passage(); if (it) comment(it); });
  offer();                       // what was selected before this script had come

  /* ---------- the keyboard: one stop for the whole text, then words ---------- */

  const cursor = { text: null, from: 0, to: 0 };

  texts().forEach((text, index) => {
    text.tabIndex = index ? -1 : 0;
    text.setAttribute("aria-describedby", "live-keys");
  });

  function wordsOf(text) {
    return [...text.textContent.matchAll(/\S+/g)].map((found) => [found.index, found.index + found[0].length]);
  }

  function pointAt(text, index) {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    while (node && index > node.length && walker.nextNode()) { index -= node.length; node = walker.currentNode; }
    return [node ?? text, node ? Math.min(index, node.length) : 0];
  }

  function selectWords() {
    const all = wordsOf(cursor.text);
    if (!all.length) return;
    const [low, high] = [cursor.from, cursor.to].sort((a, b) => a - b);
    getSelection().setBaseAndExtent(...pointAt(cursor.text, all[low][0]), ...pointAt(cursor.text, all[high][1]));
  }

  function toWord(text, index, extend) {
    const last = wordsOf(text).length - 1;
    if (cursor.text !== text) Object.assign(cursor, { text, from: 0, to: -1 });
    cursor.to = Math.max(0, Math.min(last, index(cursor.to, last)));
    if (!extend) cursor.from = cursor.to;
    selectWords();
  }

  function toText(text) {
    if (!text) return;
    texts().forEach((other) => { other.tabIndex = other === text ? 0 : -1; });
    text.focus();
    getSelection().removeAllRanges();
    cursor.text = null;
  }

  const MOVES = {
    ArrowRight: (at) => at + 1,
    ArrowLeft: (at) => at - 1,
    Home: () => 0,
    End: (at, last) => last,
  };

  article.addEventListener("keydown", (event) => {
    const text = event.target;
    if (!text.matches?.("[data-text]") || event.ctrlKey || event.altKey || event.metaKey) return;
    const all = texts(), at = all.indexOf(text);
    if (MOVES[event.key]) toWord(text, MOVES[event.key], event.shiftKey);
    else if (event.key === "ArrowDown" && all[at + 1]) toText(all[at + 1]);
    else if (event.key === "ArrowUp" && all[at - 1]) toText(all[at - 1]);
    else if (event.key === "Escape") getSelection().removeAllRanges();
    else if (event.key === "Enter") comment(passage() ?? whole(text));
    else return;
    event.preventDefault();
  });

  function whole(text) {
    const range = document.createRange();
    range.selectNodeContents(text);
    return part(text, range);
  }
})();
