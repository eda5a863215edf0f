// The agenda of a meeting: a line for each item, typed without leaving the keyboard. Numbers, times and the sum are drawn
// while one types. Each line is a row of Wagtail's form; what is removed can be taken back until the form is saved.
(() => {
  "use strict";
  const MAIN = 1, SUB = 2, LONGEST = 24 * 60;
  // As forum/models/meetings/agenda/typed.py reads them (tests/cases/agenda_lines.json).
  const MARKS = Object.entries({
    decimal: /^\d{1,2}\.\d{1,2}[.)]?\s+/, number: /^\d{1,2}[.)]\s+/, letter: /^[a-z][.)]\s+/i, bullet: /^[-–•·▪*]\s+/,
  });
  const LENGTH = /[\s,:–-]*(?:\(\s*(\d{1,4})\s*\)|\(?\b(\d{1,4})\s*(?:menit|minutes?|min|mnt|['’])\s*\)?|\t(\d{1,4}))$/i;

  function readLines(text) {
    const lines = text.split(/\r?\n/).map((line) => line.trimEnd()).filter(Boolean);
    const setIn = (line) => line.length - line.trimStart().length, marked = (line) => {
      const bare = line.trim(), [kind, pattern] = MARKS.find(([, one]) => one.test(bare)) ?? ["", /^/];
      return [kind, bare.replace(pattern, "")];
    };
    return lines.map((line) => {
      const [mark, bare] = marked(line), [first] = marked(lines[0]), found = LENGTH.exec(bare);
      const isBelow = mark === "decimal" || setIn(line) > setIn(lines[0]) || (["letter", "bullet"].includes(mark) && mark !== first);
      const minutes = found?.index ? Number(found[1] ?? found[2] ?? found[3]) : 0, counts = minutes > 0 && minutes <= LONGEST;
      return { text: counts ? bare.slice(0, found.index).trim() : bare, level: isBelow ? SUB : MAIN, minutes: counts ? minutes : null };
    });
  }

  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  function begin(root) {
    const { organisations, words } = JSON.parse(root.querySelector("script").textContent), prefix = root.dataset.agenda;
    const byId = (name) => document.getElementById(`id_${prefix}-${name}`), part = (name) => root.querySelector(`[data-${name}]`);
    const list = part("rows"), total = byId("TOTAL_FORMS"), pattern = byId("EMPTY_FORM_TEMPLATE").innerHTML, undo = part("undo");
    const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
    const rows = () => [...list.querySelectorAll(":scope > li:not([hidden])")];
    let removed = [];

    // ---------- rows ----------

    function make({ text = "", level = MAIN, minutes = "", key = "", links = "" } = {}) {
      const holder = document.createElement("template");
      holder.innerHTML = pattern.replaceAll("__prefix__", total.value);
      total.value = Number(total.value) + 1;
      const row = holder.content.firstElementChild;
      field(row, "key").value = key || newKey();
      field(row, "text").value = text;
      field(row, "level").value = level;
      field(row, "minutes").value = minutes ?? "";
      field(row, "links").value = links;
      if (links) row.querySelector("[data-more]").hidden = false;
      choose(row);
      return row;
    }

    /** The organisations to choose from: asked for once, put in where somebody looks. */
    function choose(row) {
      const select = row.querySelector("select[data-organisation]"), chosen = field(row, "organisation");
      select.append(...organisations.map(([key, label]) => new Option(label, key)));
      select.value = chosen.value;
      select.addEventListener("change", () => { chosen.value = select.value; });
    }

    function put(made, after) {
      if (after) after.after(...made);
      else list.append(...made);
      tell();
    }

    function focus(row) {
      const text = field(row, "text");
      text.focus();
      text.setSelectionRange(text.value.length, text.value.length);
    }

    function mark(row, isRemoved) {
      row.hidden = isRemoved;
      field(row, "DELETE").value = isRemoved ? "1" : "";
    }

    // The form saves itself when it hears that something was typed.
    function tell() {
      draw();
      for (const kind of ["input", "change"]) total.dispatchEvent(new Event(kind, { bubbles: true }));
    }

    // ---------- numbers and times ----------

    const minutesOf = (row) => Number(field(row, "minutes").value) || 0;
    const isBelow = (row) => Number(field(row, "level").value) === SUB;

    function moment(name) {
      const typed = document.getElementById(`id_${name}`)?.value.trim() ?? "";
      const [, day, month, year, hour, minute] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\s+(\d{1,2})[.:](\d\d)/.exec(typed) ?? [];
      return year ? Date.UTC(year, month - 1, day, hour, minute) / 60_000 : null;
    }

    function hours(from, length) {
      const start = moment("starts_at"), spelled = (at) => new Date(at * 60_000).toISOString().slice(11, 16).replace(":", ".");
      if (from === null || start === null) return "";
      return [from, ...(length ? [from + length] : [])].map((at) => spelled(start + at)).join("–");
    }

    function draw() {
      const now = rows(), groups = [];
      now.forEach((row, place) => {
        field(row, "ORDER").value = place + 1;
        if (isBelow(row) && groups.length) groups.at(-1).push(row);
        else groups.push([row]);
      });
      let at = now.some(minutesOf) ? 0 : null, sum = 0;
      groups.forEach(([head, ...subs], number) => {
        const below = subs.reduce((all, row) => all + minutesOf(row), 0), own = minutesOf(head);
        const length = own ? Math.max(own, below) : subs.length && subs.every(minutesOf) ? below : 0;
        show(head, `${number + 1}.`, hours(at, length), false);
        let within = at;
        subs.forEach((row, place) => {
          show(row, `${number + 1}.${place + 1}`, hours(within, minutesOf(row)), true);
          within = within !== null && minutesOf(row) ? within + minutesOf(row) : null;
        });
        at = at !== null && length ? at + length : null;
        sum += length || below;
      });
      papers(now);
      undo.hidden = !removed.some((row) => row.hidden);
      part("total").value = sum ? inWords(sum) : "";
    }

    function show(row, number, time, below) {
      row.querySelector("[data-number]").textContent = number;
      row.querySelector("[data-hours]").textContent = time;
      row.classList.toggle("is-below", below);
    }

    /** Beside each paper stand the items to choose from, as they are called now. */
    function papers(now) {
      const items = now.map((row) => [`${row.querySelector("[data-number]").textContent} ${field(row, "text").value}`, field(row, "key").value]);
      for (const input of document.querySelectorAll("[data-paper-item]")) {
        const select = input.nextElementSibling?.matches("select") ? input.nextElementSibling : chooser(input);
        select.replaceChildren(...[[words.whole, ""], ...items].map(([text, key]) => new Option(text, key)));
        select.value = items.some(([, key]) => key === input.value) ? input.value : "";
      }
    }

    function chooser(input) {
      const select = document.createElement("select");
      input.hidden = true;
      input.after(select);
      select.setAttribute("aria-label", input.labels[0]?.textContent.trim() ?? "");
      select.addEventListener("change", () => { input.value = select.value; });
      return select;
    }

    function inWords(sum) {
      const start = moment("starts_at"), end = moment("ends_at"), minutes = (n) => words.minutes.replace("%s", n);
      const text = words.total.replace("%s", minutes(sum));
      if (start === null || end === null || end <= start) return text;
      const over = sum - (end - start);
      part("total").classList.toggle("is-over", over > 0);
      return over ? `${text}, ${(over > 0 ? words.over : words.within).replace("%s", minutes(Math.abs(over)))}` : text;
    }

    // ---------- what people do ----------

    function shift(row, by) {
      const all = rows(), other = all[all.indexOf(row) + by];
      if (!other) return;
      if (by < 0) other.before(row);
      else other.after(row);
      tell();
    }

    const acts = {
      level: (row) => setLevel(row, isBelow(row) ? MAIN : SUB),
      up: (row) => shift(row, -1),
      down: (row) => shift(row, 1),
      more: (row, button) => {
        const more = row.querySelector("[data-more]");
        more.hidden = !more.hidden;
        button.setAttribute("aria-expanded", String(!more.hidden));
        if (!more.hidden) more.querySelector("select").focus();
      },
      remove: (row) => {
        const all = rows(), next = all[all.indexOf(row) + 1] ?? all[all.indexOf(row) - 1];
        mark(row, true);
        if (field(row, "text").value.trim()) removed.push(row);
        tell();
        if (next) focus(next);
        else part("add").focus();
      },
    };

    function setLevel(row, level) {
      field(row, "level").value = level;
      tell();
    }

    list.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-act]");
      if (button) acts[button.dataset.act](button.closest("[data-item]"), button);
    });
    list.addEventListener("keydown", (event) => {
      const row = event.target.closest("[data-item]"), isText = event.target.name?.endsWith("-text"), { key, altKey } = event;
      const keys = { ArrowRight: () => setLevel(row, SUB), ArrowLeft: () => setLevel(row, MAIN), ArrowUp: () => acts.up(row), ArrowDown: () => acts.down(row) };
      if (altKey && keys[key]) {
        event.preventDefault();
        keys[key]();
        event.target.focus();
      } else if (key === "Enter" && event.target.matches("input")) {
        event.preventDefault();
        const made = make({ level: Number(field(row, "level").value) });
        put([made], row);
        focus(made);
      } else if (key === "Backspace" && isText && !event.target.value && rows().length > 1) {
        event.preventDefault();
        acts.remove(row);
      }
    });
    list.addEventListener("paste", (event) => {
      const row = event.target.closest("[data-item]"), typed = readLines(event.clipboardData.getData("text/plain"));
      if (!event.target.name?.endsWith("-text") || typed.length < 2) return;
      event.preventDefault();
      const made = typed.map(make), isEmpty = !field(row, "text").value.trim();
      put(made, row);
      if (isEmpty) acts.remove(row);
      focus(made.at(-1));
    });
    list.addEventListener("input", draw);
    part("add").addEventListener("click", () => {
      const made = make();
      put([made]);
      focus(made);
    });
    undo.addEventListener("click", () => {
      for (const row of removed) mark(row, false);
      removed = [];
      tell();
    });
    for (const button of root.querySelectorAll("[data-suggest]")) button.addEventListener("click", () => {
      const made = make({ text: button.dataset.suggest.slice(0, field(list, "text")?.maxLength ?? 300), links: button.dataset.links ?? "" });
      put([made]);
      button.disabled = true;
      focus(made);
    });
    for (const name of ["starts_at", "ends_at"]) document.getElementById(`id_${name}`)?.addEventListener("input", draw);
    for (const row of list.children) choose(row);
    const held = document.getElementById("id_papers-FORMS");
    if (held) new MutationObserver(draw).observe(held, { childList: true });
    draw();
  }

  const start = () => document.querySelectorAll("[data-agenda]").forEach(begin);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
