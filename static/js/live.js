/* Keeps a decree's page up to date: frames come by socket or by HTTP, each is applied once. What is already here is
   dropped, a gap is fetched, so it does not matter what a socket loses or says twice. More in docs/live.md. */
(() => {
  "use strict";
  const article = document.querySelector("article[data-live]");
  if (!article) return;

  const words = document.getElementById("live-words")?.dataset ?? {};
  const status = document.getElementById("live");
  const POLL = 12000, SILENCE = 75000, GAP = 200;
  const LONG_AWAY = new Set([4429, 4008, 4009, 4513]);   // too many from this address, or from this page; the site is worked on
  const emit = (name, detail) => document.dispatchEvent(new CustomEvent(`mufakat:${name}`, { detail }));
  const between = (low, high) => low + Math.random() * (high - low);

  /* ---------- what has been seen ---------- */

  const seen = new Map();                       // channel → last seq applied
  let complete = Number(article.dataset.seq);   // everything up to here is on the page, on every channel
  let waiting = [];                             // frames after a gap
  let gapTimer = 0;

  const upTo = (channel) => Math.max(seen.get(channel) ?? 0, complete);

  function receive(frame, quiet) {
    if (frame.seq <= upTo(frame.channel)) return;
    if (frame.prev > upTo(frame.channel)) {
      waiting.push(frame);
      clearTimeout(gapTimer);
      gapTimer = setTimeout(fetchMissed, GAP);  // the one before it is often just behind
      return;
    }
    seen.set(frame.channel, frame.seq);
    apply(frame, quiet);
    retryWaiting();
  }

  function retryWaiting() {
    const frames = waiting.sort((a, b) => a.seq - b.seq);
    waiting = [];
    frames.forEach((frame) => receive(frame));
    if (!waiting.length) clearTimeout(gapTimer);
  }

  let fetching = false, again = false, notBefore = 0;

  async function fetchMissed() {
    if (fetching) { again = true; return; }
    fetching = true;
    try {
      await fetchAll();
      retryWaiting();
    } catch {
      if (connected()) setTimeout(fetchMissed, Math.max(between(2000, 5000), notBefore - Date.now()));
    }
    fetching = false;
    if (again) { again = false; fetchMissed(); }
  }

  async function fetchAll() {
    const url = new URL(article.dataset.events, location.href);
    url.searchParams.set("after", complete);
    const response = await fetch(url, { headers: { "X-Requested-With": "fetch" }, cache: "no-cache" });
    if (response.headers.has("Date") && !connected()) emit("clock", Date.parse(response.headers.get("Date")));
    if (response.status === 404 || response.status === 403) return leave();
    if (response.status === 204) return;
    if (response.status === 429) notBefore = Date.now() + 1000 * (Number(response.headers.get("Retry-After")) || 60);
    if (!response.ok) throw new Error(response.status);
    const answer = await response.json();
    if (answer.reload) return loadAgain(between(0, 4000));
    for (const frame of answer.frames) {
      if (frame.seq <= upTo(frame.channel)) continue;
      seen.set(frame.channel, frame.seq);
      apply(frame);
    }
    complete = article.dataset.seq = Math.max(complete, answer.seq);
  }

  /* ---------- the page ---------- */

  const byComment = (id) => article.querySelector(`[data-comment="${id}"]`);

  function apply(frame, quiet) {
    const here = [frame, frame.earlier].find((one) => one && String(one.version) === article.dataset.version);
    if (frame.comment && here) placeCard({ ...frame, ...here }, quiet);
    else if (frame.notice) placeNotice(frame.notice);
    Object.entries(frame.changes ?? {}).forEach(placeChanges);
    if (frame.text && !quiet) announce(frame.text);
    emit("applied", frame);
  }

  function parse(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content.firstElementChild;
  }

  function placeCard(frame, quiet) {
    const card = parse(frame.html);
    const old = byComment(frame.comment);
    if (frame.further) import(words.further).then(({ place }) => place(frame));
    if (old) {
      const from = old.dataset.clause;
      replaceCard(old, card);
      if (frame.parent) return;
      if (from !== frame.clause) moveCard(byComment(frame.comment), from);
      else mark(from);
      return;
    }
    card.classList.add("is-new");
    // Unless its clause is a line: groups.js takes it there.
    const here = new CustomEvent("mufakat:card", { cancelable: true, detail: { frame, card } });
    if (document.dispatchEvent(here)) insertCard(frame, card, quiet);
    mark(frame.clause);
  }

  /* Beneath an answer, what was changed because of it. The rest of the card stays. */
  function placeChanges([id, html]) {
    const card = byComment(id), old = card?.querySelector(".answer-changes");
    if (!old) return;
    const focused = old.contains(document.activeElement);
    old.replaceWith(parse(html));
    if (focused) (card.querySelector(".answer-changes a") ?? card).focus();
  }

  /* Somebody put a comment in its place on another clause. */
  function moveCard(card, from) {
    const lost = card.closest(".lost-comment");
    insertCard({ clause: card.dataset.clause }, card);
    if (lost && !lost.contains(card)) lost.remove();
    if (from) mark(from);
    mark(card.dataset.clause);
  }

  function insertCard(frame, card, quiet) {
    const place = article.querySelector(
      frame.parent ? `[data-replies="${frame.parent}"]` : `[data-comments="${CSS.escape(frame.clause)}"]`);
    if (!place) return;
    const cards = [...place.children].filter((child) => child.dataset.seq);
    const next = cards.find((other) => Number(other.dataset.seq) > Number(card.dataset.seq));
    if (next) next.before(card); else place.append(card);
    place.closest("details:not([open])")?.toggleAttribute("open", Boolean(quiet));
  }

  /* A form that somebody is writing in stays where it is, what is unfolded stays so; focus on a link comes back to the same link. */
  function replaceCard(old, card) {
    const focused = old.contains(document.activeElement) && document.activeElement.getAttribute("href");
    const form = old.querySelector("[data-form]");
    for (const { className } of old.querySelectorAll(":scope > [open]")) {
      card.querySelector(`:scope > .${className}`)?.setAttribute("open", "");
    }
    if (form) {
      while (form.parentNode !== old) old.append(form);
      for (const child of [...old.childNodes]) if (child !== form) child.remove();
      form.before(...card.childNodes);
      for (const { name, value } of card.attributes) old.setAttribute(name, value);
    } else {
      old.replaceWith(card);
    }
    if (focused) byComment(card.dataset.comment)?.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
  }

  /* In view wherever somebody reads, until they put it back to the head of the page. */
  const notices = document.getElementById("live-notices");
  function placeNotice(html) {
    notices.replaceChildren(parse(html));
    notices.className = "is-new";
  }
  notices.addEventListener("click", ({ target }) => { if (target.matches("button")) notices.className = ""; });

  const news = document.getElementById("live-news");
  let unread = [], newsTimer = 0;

  function announce(text) {
    unread.push(text);
    clearTimeout(newsTimer);
    newsTimer = setTimeout(() => { news.textContent = unread.slice(-3).join(" "); unread = []; }, 300);
  }

  if (article.querySelector("[data-of]")) import(words.further);

  /* ---------- highlights: computed from the cards, never while somebody selects there ---------- */

  const later = new Set();
  const points = (text) => Array.from(text);    // offsets count code points, as the server does

  function passages(clause) {
    const cards = article.querySelectorAll(`[data-comment][data-clause="${CSS.escape(clause)}"][data-end]:not([hidden])`);
    const found = [...cards].map((card) => ({ id: card.dataset.comment, start: +card.dataset.start, end: +card.dataset.end }))
      .filter((one) => one.end > one.start);
    emit("passages", { clause, found });         // groups.js: of comments whose cards are not here
    const draft = article.querySelector(`[data-form][data-clause="${CSS.escape(clause)}"][data-end]`);
    if (draft) found.push({ id: "", start: +draft.dataset.start, end: +draft.dataset.end });
    return found;
  }

  function mark(clause) {
    for (const text of article.querySelectorAll(`[data-clause="${CSS.escape(clause)}"] [data-text]`)) {
      if (text.closest("[data-clause]").dataset.clause !== clause) continue;
      if (selects(text)) later.add(clause);
      else markText(text, passages(clause));
    }
  }

  function selects(element) {
    const selection = getSelection();
    return !selection.isCollapsed && selection.containsNode(element, true);
  }

  function markText(element, found) {
    const letters = points(element.textContent), offset = Number(element.dataset.start ?? 0);
    const here = found.map((one) => ({ ...one, start: one.start - offset, end: one.end - offset }));
    const edges = new Set([0, letters.length]);
    for (const { start, end } of here) [start, end].forEach((at) => at > 0 && at < letters.length && edges.add(at));
    const cuts = [...edges].sort((a, b) => a - b);
    const parts = cuts.slice(0, -1).map((from, i) => {
      const text = letters.slice(from, cuts[i + 1]).join("");
      const over = here.filter((one) => one.start <= from && one.end > from);
      return over.length ? markOf(text, over.map((one) => one.id)) : document.createTextNode(text);
    });
    element.replaceChildren(...parts);
  }

  function markOf(text, ids) {
    const made = document.createElement("mark");
    made.className = ids.includes("") ? "passage is-active" : "passage";
    made.dataset.commentIds = ids.filter(Boolean).join(" ");
    made.textContent = text;
    return made;
  }

  document.addEventListener("selectionchange", () => {
    const due = [...later];
    later.clear();
    due.forEach(mark);
  });

  /* ---------- the socket, and polling where there is none ---------- */

  let socket = null, attempts = 0, timer = 0, silence = 0, poll = 0, left = false, rights = "";

  const connected = () => socket?.readyState === 1;

  function show(state) {
    if (!status || status.dataset.state === state) return;
    status.dataset.state = state;
    status.textContent = status.dataset[state] ?? "";
  }

  function connect() {
    clearTimeout(timer);
    if (left || socket) return;
    try {
      const url = new URL(article.dataset.live, location.href);
      url.searchParams.set("bahasa", document.documentElement.lang);
      socket = new WebSocket(url.href.replace(/^http/, "ws"));
    } catch {
      return reconnect();
    }
    const mine = socket;
    mine.onmessage = ({ data }) => { if (mine === socket) hear(JSON.parse(data)); };
    mine.onclose = ({ code }) => { if (mine === socket) lost(code); };
    listen();
  }

  function listen() {
    clearTimeout(silence);
    silence = setTimeout(() => { const dead = socket; lost(0); dead?.close(); }, SILENCE);
  }

  function hear(message) {
    listen();
    if (message.type === "beat") socket.send("ping");
    else if (message.type === "hello") greet(message);
    else if (message.type === "resync") setTimeout(fetchMissed, between(0, 1500));
    else if (message.type) emit(message.type, message);
    else receive(message);
  }

  function greet(message) {
    const { channels } = message;
    attempts = 0;
    clearTimeout(poll);
    poll = 0;
    show("connected");
    const names = Object.keys(channels).sort().join();
    if (rights && rights !== names) return loadAgain();
    rights = names;
    emit("hello", message);
    emit("clock", message.now);
    if (Object.entries(channels).some(([channel, seq]) => seq > upTo(channel))) fetchMissed();
  }

  /* Another channel shows another page, or too much was missed; what was typed is kept. After an outage all pages do
     this, one after the other. */
  function loadAgain(pause = 0) {
    left = true;
    setTimeout(() => location.reload(), pause);
  }

  function lost(code) {
    clearTimeout(silence);
    socket = null;
    emit("lost");
    if (code === 4404) return leave();
    if (code === 4403) { timer = setTimeout(connect, between(50, 1000)); return; }
    if (code === 4503) {                          // it restarts, and all pages come back
      show("reconnecting");
      timer = setTimeout(connect, between(1000, 6000));
      return;
    }
    if (LONG_AWAY.has(code)) attempts = Math.max(attempts, 6);   // the page polls meanwhile
    reconnect();
  }

  function reconnect() {
    attempts += 1;
    show(attempts > 2 ? "polling" : "reconnecting");
    timer = setTimeout(connect, Math.min(30000, 400 * 2 ** attempts) * between(0.5, 1.5));
    poll ||= setTimeout(pollOnce, between(0.8, 1.2) * POLL);
  }

  async function pollOnce() {
    if (!document.hidden && Date.now() >= notBefore) await fetchMissed();
    poll = left || connected() ? 0 : setTimeout(pollOnce, between(0.8, 1.2) * POLL);
  }

  function leave() {
    left = true;
    socket?.close();
    clearTimeout(timer);
    show("polling");
    if (words.gone) { status && (status.textContent = words.gone); announce(words.gone); }
  }

  function wake() {
    if (document.hidden || left) return;
    if (!socket) { attempts = 0; connect(); }
    else if (!connected()) fetchMissed();
  }

  addEventListener("online", wake);
  addEventListener("pageshow", wake);
  document.addEventListener("visibilitychange", wake);

  /* from annotate.js and presence.js */
  document.addEventListener("mufakat:frames", ({ detail }) => detail.forEach((frame) => receiveOwn(frame)));
  document.addEventListener("mufakat:mark", ({ detail }) => mark(detail));
  document.addEventListener("mufakat:news", ({ detail }) => announce(detail));
  document.addEventListener("mufakat:say", ({ detail }) => { if (connected()) socket.send(detail); });

  /* Shown at once, even over a gap: whoever wrote it wants to see it. The gap itself is still fetched. */
  function receiveOwn(frame) {
    if (frame.prev > upTo(frame.channel)) {
      apply(frame, true);
      fetchMissed();
    } else {
      receive(frame, true);
    }
  }

  connect();
})();
