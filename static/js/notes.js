/* Notes of a meeting: rows that live.js receives are put in their place; a line that is typed waits on this device until
   the server has it, whatever breaks meanwhile, and is sent by nobody but who typed it. More in docs/live.md. */
(() => {
  "use strict";
  const article = document.querySelector("article[data-live]");
  if (!article) return;
  const words = document.getElementById("live-words").dataset;
  const { meeting, reader, write } = article.dataset;
  const takes = Boolean(write);
  let queue = [];                // what waits on this device
  const newest = new Map();      // row → number of the frame that showed it

  function make(tag, className, ...content) {
    const made = document.createElement(tag);
    made.className = className;
    made.append(...content);
    return made;
  }

  /* ---------- rows ---------- */

  const list = (item) => article.querySelector(`ol[data-item="${CSS.escape(item)}"]`) ?? article.querySelector('ol[data-item=""]');
  const rowOf = (key) => article.querySelector(`li[data-row="${CSS.escape(key)}"]`);

  document.addEventListener("mufakat:applied", ({ detail }) => show(detail));

  function show({ seq, rows }) {
    for (const { row, item, html } of rows ?? []) {
      if ((newest.get(row) ?? 0) > seq) continue;     // an answer that was overtaken
      newest.set(row, seq);
      place(row, item, html);
    }
  }

  /* In the order in which they were begun; what this device has not sent yet comes last. Forms that are open stay. */
  function place(key, item, html) {
    const old = rowOf(key), forms = [...old?.querySelectorAll("form") ?? []];
    const at = old?.contains(document.activeElement) ? document.activeElement : null;
    const template = document.createElement("template");
    template.innerHTML = html;
    const fresh = template.content.firstElementChild;
    if (!fresh) return forms.length ? null : old?.remove();
    if (forms.length) {
      fresh.dataset.seen = old.dataset.seen ?? old.dataset.tokens ?? "";
      fresh.append(...forms);
    }
    if (old && !old.matches(".is-waiting")) old.replaceWith(fresh);
    else {
      old?.remove();
      const rows = [...list(item).children], next = rows.find((one) => !(Number(one.dataset.seq) < Number(fresh.dataset.seq)));
      if (next) next.before(fresh); else list(item).append(fresh);
    }
    if (at?.isConnected) at.focus();
    queue.filter((one) => one.row === key).forEach(showWaiting);
  }

  function showWaiting({ row, item, text, error }) {
    let li = rowOf(row);
    if (!li) {
      li = make("li", "");
      li.dataset.row = row;
      li.dataset.seq = Infinity;
      list(item).append(li);
    }
    li.classList.add("is-waiting");
    const note = make("div", "note", make("span", "note-text", text || `(${words.strike})`));
    if (error) {
      const status = make("span", "status", error);
      status.dataset.tone = "bad";
      note.append(" ", status);
    }
    li.querySelectorAll(":scope > .note, :scope > p").forEach((one) => one.remove());
    li.prepend(note);
    if (!li.querySelector("[data-change]")) li.append(changeButton());
  }

  function changeButton() {
    const button = make("button", "link-button small", words.change);
    button.type = "button";
    button.dataset.change = "";
    return button;
  }

  if (!takes) return;

  /* ---------- what waits on this device: one entry for each line, of this login only ---------- */

  const KEY = `mufakat:notulen:${reader}:${meeting}:`;
  let sent = 0, timer = 0, sending = false, attempts = 0, halted = "";

  function able(act) {
    try { return act(); } catch { return undefined; }      // no storage: the page alone keeps it
  }

  const keep = (one) => able(() => localStorage.setItem(KEY + one.token, JSON.stringify(one)));

  function kept() {
    const keys = able(() => Object.keys(localStorage).filter((key) => key.startsWith(KEY))) ?? [];
    const found = keys.map((key) => able(() => JSON.parse(localStorage.getItem(key)))).filter(Boolean);
    return found.sort((a, b) => a.at - b.at || a.place - b.place);
  }

  function drop(token) {
    able(() => localStorage.removeItem(KEY + token));
    queue = queue.filter((one) => one.token !== token);
  }

  function add(line) {
    const one = { token: crypto.randomUUID(), at: Date.now(), place: sent++, ...line };
    one.row ??= one.token;
    queue.push(one);
    keep(one);
    showWaiting(one);
    flush();
  }

  /* The words that whoever changes a row has before them: those on the page, and their own that are on their way. */
  function seen(key) {
    const shown = rowOf(key)?.dataset;
    const own = queue.filter((one) => one.row === key).map(({ token }) => token);
    return [...(shown?.seen ?? shown?.tokens ?? "").split(" ").filter(Boolean), ...own];
  }

  function say() {
    const box = document.getElementById("note-queue"), count = queue.length;
    box.hidden = !count || (!halted && attempts < 1);
    box.textContent = (words[halted] ?? words.waiting).replace("{count}", count);
    if (halted !== "expired") return;
    const link = make("a", "", words.login);
    link.href = `${words.loginUrl}?next=${encodeURIComponent(location.pathname)}`;
    box.append(" ", link);
  }

  async function flush() {
    const lines = queue.filter(({ error }) => !error);
    if (sending || !lines.length) return say();
    sending = true;
    clearTimeout(timer);
    try {
      const response = await post(lines);
      if (response.status === 401) halted = "expired";
      else if (response.status === 409) halted = "another";
      else if (response.status === 403) {
        attempts += 1;
        halted = await newKey();
      } else if (!response.ok) throw new Error(response.status);
      else settle(await response.json());
    } catch {
      attempts += 1;
    }
    sending = false;
    const more = queue.some(({ error }) => !error);
    if (more) timer = setTimeout(flush, attempts || halted ? Math.min(15000, 500 * 2 ** attempts) * (0.5 + Math.random()) : 0);
    say();
  }

  function post(lines) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", article.querySelector("[name=csrfmiddlewaretoken]").value);
    body.append("reader", reader);
    body.append("after", article.dataset.written ?? article.dataset.seq);
    body.append("lines", JSON.stringify(lines.map(({ token, row, item, text, replaces }) => ({ token, row, item, text, replaces }))));
    return fetch(write, { method: "POST", body, headers: { "X-Requested-With": "fetch" }, signal: AbortSignal.timeout(20000) });
  }

  function settle({ saved, refused, frames }) {
    attempts = 0;
    halted = "";
    for (const token of saved) drop(token);
    for (const one of queue.filter(({ token }) => refused[token])) {
      one.error = refused[one.token];
      keep(one);
      showWaiting(one);
    }
    for (const frame of frames) {
      article.dataset.written = frame.seq;
      show(frame);
    }
  }

  /* Signed in again, perhaps in another tab: the page's key against forged requests is an old one. */
  async function newKey() {
    const response = await fetch(write, { headers: { "X-Requested-With": "fetch" } });
    if (response.status === 401) return "expired";
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const now = page.querySelector("article[data-live]")?.dataset.reader;
    const key = page.querySelector("article [name=csrfmiddlewaretoken]")?.value;
    if (!response.ok || now !== reader || !key) return "another";
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = key;
    return "";
  }

  /* ---------- typing ---------- */

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-take]")) return void (queue.length && !confirm(words.leave) && event.preventDefault());
    if (!form.matches("[data-compose], [data-edit]")) return;
    event.preventDefault();
    const text = form.elements.text.value.trim();
    if (form.matches("[data-edit]")) return save(form, text);
    if (text) add({ item: form.dataset.compose, text, replaces: [] });
    form.elements.text.value = "";
    forget(form.dataset.compose);
  });

  /* One row for each line that is pasted (pasted.js). */
  document.addEventListener("mufakat:pasted", ({ detail: { item, lines } }) => {
    for (const text of lines) add({ item, text, replaces: [] });
  });

  /* The arrow up in an empty line takes up the one above it. */
  document.addEventListener("keydown", (event) => {
    const { target } = event, form = target.closest?.("[data-compose]"), edit = target.closest?.("[data-edit]");
    if (edit && event.key === "Escape") return close(edit);
    if (edit && event.key === "Enter" && !event.isComposing && target.matches("textarea")) {
      event.preventDefault();
      edit.requestSubmit();
    }
    if (!form || target.value || event.key !== "ArrowUp") return;
    const last = list(form.dataset.compose).lastElementChild;
    if (last) { event.preventDefault(); open(last); }
  });

  document.addEventListener("click", (event) => {
    const change = event.target.closest("[data-change]");
    if (!change) return;
    event.preventDefault();
    open(change.closest("li"));
  });

  /* A form for each of the texts that stand there. */
  function open(li) {
    if (li.querySelector("form")) return li.querySelector("form").elements.text.focus();
    const own = queue.filter((one) => one.row === li.dataset.row).at(-1);
    const typed = own ? [own.text] : [...li.querySelectorAll("[data-typed]")].map((one) => one.dataset.typed);
    typed.forEach((text) => li.append(editor(text)));
    li.querySelector("form")?.elements.text.focus();
  }

  function editor(text) {
    const form = make("form", "note-form"), area = make("textarea", "");
    form.dataset.edit = "";
    Object.assign(area, { name: "text", rows: 2, maxLength: 2000, value: text });
    area.setAttribute("aria-label", words.change);
    const button = (label, act) => {
      const made = make("button", act ? "button secondary compact" : "button compact", label);
      made.type = act ? "button" : "submit";
      if (act) made.addEventListener("click", act);
      return made;
    };
    form.append(area, button(words.save), button(words.strike, () => save(form, "")), button(words.cancel, () => close(form)));
    return form;
  }

  function save(form, text) {
    const li = form.closest("li"), row = li.dataset.row, item = li.closest("ol").dataset.item;
    queue.filter((one) => one.row === row && one.error).forEach(({ token }) => drop(token));
    const replaces = seen(row), was = [...li.querySelectorAll("[data-typed]")].map((one) => one.dataset.typed);
    close(form);
    if (was.length === 1 && was[0] === text && !queue.some((one) => one.row === row)) return;
    if (replaces.length || text) add({ row, item, text, replaces });
    else li.remove();
  }

  function close(form) {
    const li = form.closest("li");
    li.querySelectorAll("form").forEach((one) => one.remove());
    delete li.dataset.seen;
    article.querySelector(`[data-compose="${CSS.escape(li.closest("ol").dataset.item)}"]`)?.elements.text.focus();
  }

  /* ---------- a line that is only half typed is there again after a fall, too ---------- */

  const HALF = `mufakat:setengah:${reader}:${meeting}:`;
  const forget = (item) => able(() => localStorage.removeItem(HALF + item));

  document.addEventListener("input", ({ target }) => {
    const form = target.closest?.("[data-compose]");
    if (form) able(() => (target.value ? localStorage.setItem(HALF + form.dataset.compose, target.value) : forget(form.dataset.compose)));
  });

  for (const form of document.querySelectorAll("[data-compose]")) {
    const half = able(() => localStorage.getItem(HALF + form.dataset.compose));
    if (half && !form.elements.text.value) form.elements.text.value = half;
  }

  addEventListener("online", flush);
  document.addEventListener("mufakat:hello", flush);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
  queue = kept();
  sent = queue.length;
  queue.forEach(showWaiting);
  flush();
})();
