/* The room of a meeting: puts in place what live.js receives, runs the clocks, sends a button without leaving the page.
   Without it the same buttons are forms, and the projector loads itself again. More in docs/live.md. */
(() => {
  "use strict";
  const article = document.querySelector("article[data-live]");
  if (!article) return;
  const words = document.getElementById("live-words").dataset;
  const on = (name, act) => document.addEventListener(`mufakat:${name}`, ({ detail }) => act(detail));
  const emit = (name, detail) => document.dispatchEvent(new CustomEvent(`mufakat:${name}`, { detail }));
  const part = (name) => document.querySelector(`[data-part="${name}"]`);

  /* ---------- what stands on the page ---------- */

  on("applied", ({ parts }) => {
    for (const [name, html] of Object.entries(parts ?? {})) {
      const place = part(name);
      if (place) replace(place, html);
    }
    showOwn();
    tick();
  });

  /* Whoever is at a button stays at it, what is unfolded stays so. */
  function replace(place, html) {
    const at = place.contains(document.activeElement) ? document.activeElement : null;
    const again = at && (at.id ? `#${CSS.escape(at.id)}` : at.value && `[value="${CSS.escape(at.value)}"]`);
    const open = Boolean(place.querySelector("details[open]"));
    place.innerHTML = html;
    if (open) place.querySelector("details")?.setAttribute("open", "");
    if (again) place.querySelector(again)?.focus();
  }

  /* A frame is drawn for everybody; what is this reader's own the page knows. */
  const keys = (name) => new Set((article.dataset[name] ?? "").split(" ").filter(Boolean));
  const supported = keys("supported"), own = keys("own");

  function showOwn() {
    const list = part("speakers");
    if (list) showPlaces(list);
    const questions = part("questions");
    if (!questions) return;
    for (const button of questions.querySelectorAll("button[name=question]")) {
      button.setAttribute("aria-pressed", String(supported.has(button.value)));
    }
    const form = document.querySelector("[data-while=questions]");
    if (form) form.hidden = !questions.querySelector("[data-open]") && !form.querySelector("[aria-invalid], .error-summary");
  }

  function showPlaces(list) {
    let waits = false;
    for (const key of own) {
      const place = list.querySelector(`[data-speech="${key}"]`);
      waits ||= Boolean(place);
      const form = document.querySelector(`[data-leaves="${key}"]`);
      if (form) form.hidden = !place;
      if (place && !place.querySelector(".own")) {
        const mark = document.createElement("b");
        mark.className = "own";
        mark.textContent = `(${words.own})`;
        place.append(" ", mark);
      }
    }
    const asks = document.querySelector("[data-asks]");
    if (asks) asks.hidden = waits || !list.querySelector("[data-open]");
  }

  /* ---------- clocks, by the server's ---------- */

  let ahead = 0;
  on("clock", (now) => { ahead = now - Date.now(); tick(); });

  function tick() {
    const now = Date.now() + ahead;
    for (const time of document.querySelectorAll("[data-since]")) {
      const seconds = Math.max(0, Math.floor((now - Number(time.dataset.since)) / 1000));
      time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      time.toggleAttribute("data-over", Boolean(time.dataset.limit) && seconds >= Number(time.dataset.limit));
    }
    const clock = document.querySelector("[data-clock]");
    if (clock) clock.textContent = hour.format(new Date(now)).replace(":", ".");
  }

  const hour = new Intl.DateTimeFormat("id", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: article.dataset.zone || undefined });
  setInterval(tick, 1000);

  /* ---------- buttons and keys ---------- */

  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (!form.matches("[data-at-once]") || !button) return;
    event.preventDefault();
    send(form, button);
  });

  async function send(form, button) {
    const body = new FormData(form);
    body.append(button.name, button.value);
    try {
      const response = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
      const answer = await response.json();
      if (answer.error) return say(answer.error);
      if (button.name === "question") supported[answer.is_on ? "add" : "delete"](button.value);
      emit("frames", answer.frames);
      showOwn();
    } catch {
      say(words.failed);
    }
  }

  function say(text) {
    const message = document.createElement("p");
    message.className = "message";
    message.dataset.tone = "bad";
    message.textContent = text;
    document.getElementById("live-notices").replaceChildren(message);
    emit("news", text);
  }

  /* The chair's keys on the projector: those of a presenter's remote control, and a letter for the speaker. */
  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    const button = document.querySelector(`[data-keys~="${CSS.escape(event.key)}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  /* A projector that nobody touches for two hours does not go dark. */
  function stayAwake() {
    if (document.body.matches(".screen") && !document.hidden) navigator.wakeLock?.request("screen").catch(() => {});
  }
  document.addEventListener("visibilitychange", stayAwake);

  stayAwake();
  showOwn();
  tick();
})();
