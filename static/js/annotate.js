/* Commenting on a passage by mouse, touch or keyboard, in forms whose text is kept here until the server has
   acknowledged it. Without this script the links lead to the same forms as pages. More in docs/live.md. */
(() => {
  "use strict";
  const article = document.querySelector("article[data-live]");
  if (!article) return;

  const words = document.getElementById("live-words")?.dataset ?? {};
  const mayComment = article.dataset.canComment === "1";
  const KEY = `mufakat:${words.reader ?? ""}:${article.dataset.commentUrl ?? article.dataset.events}:`;
  const FORM_LINK = /\/komentar\/(\d+\/\w+\/)?$/;
  const FORM = 'class="comment-form';
  const FETCH = { "X-Requested-With": "fetch" };
  const TYPED = ["text", "proposed", "reason"];
  const KEPT_DAYS = 30;
  const points = (text) => Array.from(text).length;
  const emit = (name, detail) => document.dispatchEvent(new CustomEvent(`mufakat:${name}`, { detail }));

  function make(tag, className, text = "") {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  }

  /* ---------- what is typed, kept on this device ---------- */

  const store = {
    read(key) { try { return JSON.parse(localStorage.getItem(KEY + key)); } catch { return null; } },
    write(key, draft) { try { localStorage.setItem(KEY + key, JSON.stringify(draft)); } catch { /* full or forbidden */ } },
    drop(key) { try { localStorage.removeItem(KEY + key); } catch { /* forbidden */ } },
    keys() {
      try {
        return Object.keys(localStorage).filter((key) => key.startsWith(KEY)).map((key) => key.slice(KEY.length));
      } catch { return []; }
    },
  };

  function keep(box, pending = false) {
    const form = box.querySelector("form");
    const fields = [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
    const draft = { fields, pending, at: Date.now() };
    store.write(box.dataset.form, draft);
    return draft;
  }

  function fill(form, fields) {
    for (const field of form.elements) {
      const given = fields.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "checkbox" || field.type === "radio") field.checked = given.includes(field.value);
      else if (given.length) field.value = given[0];
    }
  }

  /* ---------- forms beside the text ---------- */

  const boxes = new Map();       // address of the form → its box

  function homeOf(url) {
    const reply = /\/komentar\/(\d+)\/\w+\/$/.exec(url.pathname);
    if (reply) return article.querySelector(`[data-comment="${reply[1]}"]`);
    return article.querySelector(`[data-comments="${CSS.escape(url.searchParams.get("clause") ?? "")}"]`);
  }

  async function open(address, draft = null, focus = true) {
    const url = new URL(address, location.href), key = url.pathname + url.search;
    if (boxes.has(key)) return boxes.get(key).querySelector("textarea")?.focus();
    const home = homeOf(url);
    if (!home) return location.assign(url);
    const box = make("div", "comment-form-box");
    Object.assign(box.dataset, { form: key, clause: url.searchParams.get("clause") ?? "" });
    if (url.searchParams.get("end")) {
      Object.assign(box.dataset, { start: url.searchParams.get("start"), end: url.searchParams.get("end") });
    }
    boxes.set(key, box);
    if (home.dataset.comments) home.prepend(box); else home.append(box);
    draft ??= store.read(key);
    if (!await load(box, draft) && !draft) { close(box); return location.assign(url); }
    if (box.dataset.end) emit("mark", box.dataset.clause);
    if (focus) box.querySelector("textarea, button")?.focus();
    if (draft?.pending) send(box);
  }

  /* A fresh form with what was typed before; false if there is none to be had. */
  async function load(box, draft) {
    let response;
    try {
      response = await fetch(box.dataset.form, { headers: FETCH });
    } catch {
      if (draft) offline(box, draft);
      return Boolean(draft);
    }
    if (response.status >= 500 && draft) { offline(box, draft); return true; }
    if (!response.ok) {
      if (draft) rescue(box, draft, response);
      return false;
    }
    const html = await response.text();
    if (!html.includes(FORM)) return false;         // a page of its own
    dress(box, html, draft);
    return true;
  }

  function dress(box, html, draft) {
    const template = document.createElement("template");
    template.innerHTML = html;
    box.replaceChildren(template.content, state(box, ""));
    const form = box.querySelector("form");
    if (draft?.fields) fill(form, draft.fields);
    form.addEventListener("submit", (event) => { event.preventDefault(); send(box); });
    form.addEventListener("input", () => keep(box));
    form.querySelector("[data-action=cancel]")?.addEventListener("click", (event) => {
      event.preventDefault();
      store.drop(box.dataset.form);
      close(box);
    });
  }

  function state(box, text, link = "") {
    const shown = box.querySelector(".form-state") ?? make("p", "form-state");
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
    box.replaceChildren(state(box, words.unsent), quoted(draft));
    box.retry = setTimeout(() => load(box, draft).then((loaded) => loaded && draft.pending && box.querySelector("form") && send(box)), 5000);
  }

  function rescue(box, draft, response) {
    const expired = response.status === 401;
    box.replaceChildren(state(box, expired ? words.expired : words.closed, expired ? loginUrl : ""), quoted(draft));
  }

  const typed = (draft) => draft.fields.filter(([name]) => TYPED.includes(name)).map(([, value]) => value).join("\n");
  const quoted = (draft) => make("blockquote", "comment-quote", typed(draft));
  const loginUrl = `${words.loginUrl}?next=${encodeURIComponent(location.pathname)}`;

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
    let response = null;
    try {
      response = await fetch(form.action, { method: "POST", body: new FormData(form), headers: FETCH });
    } catch { /* away: tried again below */ }
    box.sending = false;
    lock(form, false);
    await settle(box, response, attempt);
  }

  async function settle(box, response, attempt) {
    if (!response || response.status >= 500 || response.status === 429) return wait(box, attempt);
    if (response.status === 201) return sent(box, await response.json());
    const draft = keep(box);
    if (response.status === 401) return state(box, words.expired, loginUrl);
    const html = await response.text();
    if (html.includes(FORM)) {     // shown again with what is wrong with it
      dress(box, html, null);
      return box.querySelector("[aria-invalid=true], textarea")?.focus();
    }
    // The form's key against forgery is out of date when somebody has signed in again: a fresh form, once.
    if (response.status === 403 && attempt === 0) { if (await load(box, draft)) send(box, 1); } else rescue(box, draft, response);
  }

  function wait(box, attempt) {
    state(box, words.unsent);
    const pause = Math.min(30000, 1000 * 2 ** attempt) * (0.75 + Math.random() / 2);
    box.retry = setTimeout(() => send(box, attempt + 1), pause);
  }

  function sent(box, { frames }) {
    store.drop(box.dataset.form);
    close(box);
    emit("frames", frames);
    const card = article.querySelector(`[data-comment="${frames[0]?.comment}"]`);
    if (!card) return;
    card.focus();
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

  for (const key of store.keys()) {
    const draft = store.read(key);
    if (!draft || Date.now() - draft.at > KEPT_DAYS * 864e5) store.drop(key);
    else if (typed(draft).trim()) open(key, draft, false);
    else store.drop(key);
  }

  if (!mayComment) return;

  /* ---------- which passage ---------- */

  const textOf = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest("[data-text]");
  const clauseOf = (text) => text?.closest("[data-clause]");

  function offset(text, node, at) {
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(node, at);
    return Number(text.dataset.start ?? 0) + points(before.toString());
  }

  /* What is selected, cut down to the clause in which it begins; null if that is nothing. */
  function passage() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const all = [...article.querySelectorAll("[data-text]")].filter((text) => range.intersectsNode(text));
    const first = textOf(range.startContainer) ?? all[0];
    const clause = clauseOf(first);
    if (!clause) return null;
    const texts = all.filter((text) => clauseOf(text) === clause);
    const last = texts.at(-1) ?? first;
    let start = first.contains(range.startContainer) ? offset(first, range.startContainer, range.startOffset) : offset(first, first, 0);
    let end = last.contains(range.endContainer) ? offset(last, range.endContainer, range.endOffset) : offset(last, last, last.childNodes.length);
    if (first === last) {
      const from = Number(first.dataset.start ?? 0);
      const letters = Array.from(first.textContent).slice(start - from, end - from).join("");
      start += points(letters) - points(letters.trimStart());
      end -= points(letters) - points(letters.trimEnd());
    }
    return end > start ? { clause: clause.dataset.clause, start, end } : null;
  }

  function comment({ clause, start, end }) {
    const url = new URL(article.dataset.commentUrl, location.href);
    for (const [name, value] of Object.entries({ clause, start, end })) url.searchParams.set(name, value);
    getSelection().removeAllRanges();
    hide();
    open(url.href);
  }

  /* ---------- the button ---------- */

  const button = make("button", "comment-button", words.comment);
  button.type = "button";
  button.hidden = true;
  document.body.append(button);
  let chosen = null, timer = 0;

  const hide = () => { button.hidden = true; chosen = null; };

  function offer() {
    chosen = passage();
    if (!chosen) return hide();
    const box = getSelection().getRangeAt(0).getBoundingClientRect();
    const touch = matchMedia("(pointer: coarse)").matches;
    button.classList.toggle("docked", touch);
    button.hidden = false;
    if (touch) return;
    const left = Math.min(box.left + scrollX, scrollX + document.documentElement.clientWidth - button.offsetWidth - 8);
    button.style.setProperty("left", `${Math.max(8, left)}px`);
    button.style.setProperty("top", `${box.bottom + scrollY + 6}px`);
  }

  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(offer, 150);
  });
  button.addEventListener("pointerdown", (event) => event.preventDefault());   // the selection stays
  button.addEventListener("click", () => { const it = chosen ?? passage(); if (it) comment(it); });
  offer();                       // what was selected before this script had come

  /* ---------- the keyboard: one stop for the whole text, then words ---------- */

  const texts = () => [...article.querySelectorAll("[data-text]")];
  const cursor = { text: null, from: 0, to: 0 };

  const hint = make("p", "visually-hidden", words.keys);
  hint.id = "live-keys";
  article.before(hint);
  texts().forEach((text, index) => {
    text.tabIndex = index ? -1 : 0;
    text.setAttribute("aria-describedby", hint.id);
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
    const [low, high] = [Math.min(cursor.from, cursor.to), Math.max(cursor.from, cursor.to)];
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

  const whole = (text) => ({ clause: clauseOf(text).dataset.clause, start: offset(text, text, 0), end: offset(text, text, text.childNodes.length) });
})();
