// In the editor of a draft: a clause is one paragraph, so its line breaks are not printed. This is said at once, what was
// typed stays, and several paragraphs can be made into as many clauses or points, without the letters typed before them.
(() => {
  "use strict";
  const words = JSON.parse(document.getElementById("clause-lines").textContent);
  const MARK = /^\s*(?:\(?(?:[a-z]|\d{1,2})[.)]|[•·▪–\-\uF0B7\uF0A7])\s+/i;
  const RAISED = { 1: "¹", 2: "²", 3: "³" };
  const places = new WeakMap();     // the element of a block → where it stands
  const field = (element) => element.closest?.('textarea[name^="body-"]');
  const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);
  const bare = (line) => line.replace(MARK, "");

  for (const kind of [window.wagtailStreamField?.blocks.StreamBlock, window.wagtailStreamField?.blocks.ListBlock]) {
    if (!kind) return;
    const insert = kind.prototype._insert;
    kind.prototype._insert = function (...how) {
      const child = insert.apply(this, how);
      places.set(child.element, { sequence: this, child });
      return child;
    };
  }

  function placeOf(area) {
    for (let element = area; element; element = element.parentElement) if (places.has(element)) return places.get(element);
    return null;
  }

  function write(area, text) {
    area.value = text;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // ---------- as many clauses as paragraphs ----------

  /** What puts the lines after the first one where they belong; null where there is no such place. */
  function splitter(area, rest) {
    const { sequence, child } = placeOf(area) ?? {};
    if (!sequence) return null;
    const here = () => sequence.children.indexOf(child) + 1;
    const put = (value, at) => {
      const id = crypto.randomUUID();
      if (child.type) sequence.insert({ type: child.type, value, id }, at, {});
      else sequence.insert(value, at, { id });
    };
    if (!child.block.childBlocks) return () => rest.forEach((line, number) => put(bare(line), here() + number));
    const { text, points } = child.block.childBlocks;
    if (!text || !points || !area.name.endsWith("-value-text")) return null;
    if (rest.every((line) => MARK.test(line))) return () => rest.forEach((line, number) => points.insert(bare(line), number, { id: crypto.randomUUID() }));
    return () => rest.forEach((line, number) => put({ text: bare(line), points: [], closing: "" }, here() + number));
  }

  // ---------- what is said beneath the field ----------

  function button(text, act) {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "button button-small button-secondary", textContent: text });
    made.addEventListener("click", act);
    return made;
  }

  function look(area) {
    const old = area.parentElement.querySelector(":scope > .line-note"), found = lines(area.value);
    old?.remove();
    if (found.length < 2) return;
    const note = document.createElement("p"), [first, ...rest] = found, split = splitter(area, rest);
    note.className = "line-note";
    note.setAttribute("role", "status");
    note.append(words.told);
    if (split) note.append(button(words.split.replace("%s", found.length), () => { split(); write(area, bare(first)); }));
    note.append(button(words.join, () => write(area, found.join(" "))));
    area.after(note);
  }

  document.addEventListener("input", ({ target }) => { if (field(target)) look(target); });
  addEventListener("load", () => setTimeout(() => document.querySelectorAll('textarea[name^="body-"]').forEach(look)));

  // ---------- from a word processor: m², where the 2 is only raised, and no words that were struck out ----------

  document.addEventListener("paste", (event) => {
    const area = field(event.target), html = event.clipboardData.getData("text/html");
    if (!area || !/<(?:sup|del)\b/i.test(html)) return;
    const page = new DOMParser().parseFromString(html, "text/html");
    page.querySelectorAll("style, del, .MsoCommentReference, .msocomtxt").forEach((one) => one.remove());
    for (const raised of page.querySelectorAll("sup")) raised.textContent = RAISED[raised.textContent.trim()] ?? raised.textContent;
    const blocks = [...page.body.querySelectorAll("p, li")].filter((one) => !one.querySelector("p, li"));
    const text = (blocks.length ? blocks : [page.body]).map((one) => one.textContent.replace(/\s+/g, " ").trim()).join("\n");
    event.preventDefault();
    document.execCommand("insertText", false, text);
  });
})();
