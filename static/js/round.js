/* How many read and comment, and how long comments may still be made, by the server's clock. Without this script the
   page says what was so when it was fetched. More in docs/live.md. */
(() => {
  "use strict";
  const article = document.querySelector("article[data-live]");
  if (!article) return;
  const on = (name, act) => document.addEventListener(`mufakat:${name}`, ({ detail }) => act(detail));
  const tell = (text) => document.dispatchEvent(new CustomEvent("mufakat:news", { detail: text }));
  const fill = (text, values) => text.replace(/%(\w)/g, (_, name) => values[name]);

  /* ---------- how many, and how many while nobody looked ---------- */

  const readers = document.querySelector("#presence .presence-readers");
  const counts = document.getElementById("comment-counts"), title = document.title;
  let unseen = 0;

  function count() {
    if (!counts) return;
    const cards = [...article.querySelectorAll('.comment:not(.reply, [data-audience*=":"])')];
    const own = article.querySelectorAll('.comment[data-audience*=":"]:not(.reply)');
    const here = { asking: cards.length, answered: cards.filter((card) => card.dataset.answer).length, inner: own.length };
    document.dispatchEvent(new CustomEvent("mufakat:counting", { detail: here }));
    const { asking: n, answered, inner } = here, { one, many, answered: given, inner: among } = counts.dataset;
    const told = [fill(n === 1 ? one : many, { n }), fill(given, { n: answered }), ...(inner ? [fill(among, { n: inner })] : [])];
    counts.textContent = told.join(" · ");
    counts.hidden = !n && !inner;
  }

  const show = (n) => { if (readers) readers.textContent = n ? fill(readers.dataset.words, { n }) : ""; };
  on("presence", ({ readers: n }) => show(n));
  on("lost", () => show(0));
  on("applied", ({ verb, comment, version, round }) => {
    if (comment) count();
    if (round && String(version) === article.dataset.version) renewRound(round);
    if (comment && document.hidden && verb === "comment.added") document.title = `(${++unseen}) ${title}`;
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { unseen = 0; document.title = title; } });

  /* ---------- how long: by the server's clock, not by that of the phone ---------- */

  const DAY = 864e5, HOUR = 36e5, MINUTE = 6e4;
  const CLOSES = /\/(komentar|balas|dukung|ubah|sikap)\/(\?|$)/;
  let ahead = null, ticking = 0;
  const closing = () => document.getElementById("round-closes");
  const isOver = () => document.body.classList.contains("round-over");

  function tick() {
    clearTimeout(ticking);
    const shown = closing(), time = shown?.querySelector("time");
    if (!time || ahead === null) return;
    const left = Date.parse(time.dateTime) - Date.now() - ahead;
    if (left <= 0) return over(shown);
    if (left > DAY) { ticking = setTimeout(tick, Math.min(left - DAY, HOUR) + 50); return; }
    const minutes = Math.floor(left / MINUTE), seconds = Math.ceil(left / 1000);
    const { hours, minutes: few, seconds: last } = shown.dataset;
    const pattern = minutes >= 60 ? hours : minutes ? few : last;
    time.textContent = fill(pattern, { h: Math.floor(minutes / 60), m: minutes % 60, s: seconds });
    ticking = setTimeout(tick, (left % (minutes ? MINUTE : 1000)) + 20);
  }

  /* The tools go, what was typed stays: where it is, and on this device. */
  function over(shown) {
    if (isOver()) return;
    shown.textContent = shown.dataset.over;
    shown.closest(".callout")?.setAttribute("data-tone", "warn");
    document.body.classList.add("round-over");
    for (const box of article.querySelectorAll("[data-form]")) if (CLOSES.test(box.dataset.form)) shut(box);
    tell(shown.dataset.over);
  }

  function shut(box) {
    box.querySelector(".buttons button")?.setAttribute("disabled", "");
    const state = box.querySelector(".form-state");
    if (state) state.textContent = closing().dataset.kept;
  }

  /* The round was closed, or its time was changed. */
  function renewRound(html) {
    if (!closing()) return;
    closing().outerHTML = html;
    document.body.classList.remove("round-over");
    for (const button of article.querySelectorAll("[data-form] button:disabled")) {
      button.disabled = false;
      button.closest("[data-form]").querySelector(".form-state").textContent = "";
    }
    tick();
  }

  document.addEventListener("keydown", (event) => {
    if (!isOver() || event.key !== "Enter" || !event.target.matches?.("[data-text]")) return;
    event.stopImmediatePropagation();
    tell(closing().dataset.over);
  }, true);
  on("clock", (now) => {
    ahead = now - Date.now();
    tick();
  });
})();
