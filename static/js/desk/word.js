// What is pasted from a word processor into rich text keeps its lists in lists, and nothing that was struck out or noted
// in the margin comes with it. A table becomes a table of its own where the page has such blocks, else a line for each row.
(() => {
  "use strict";
  const FROM_WORD = /<(?:del|table)\b|mso-|\bMso\w|urn:schemas-microsoft-com/i;
  const NOT_SAID = "style, script, title, del, .MsoCommentReference, .msocomtxt, a.msocomanchor, [style*='mso-element:comment' i]";
  const MARKER = "[style*='mso-list:Ignore' i], [style*='mso-list: Ignore' i]";
  const NUMBER = /^\(?(?:\d{1,3}|[a-z]{1,4})[.)]/i;
  const places = new WeakMap();     // the element of a block → where it stands
  const { flat, linesOf } = window.pastedTables;

  const stream = window.wagtailStreamField?.blocks.StreamBlock;
  if (stream) {
    const insert = stream.prototype._insert;
    stream.prototype._insert = function (...how) {
      const child = insert.apply(this, how);
      places.set(child.element, { sequence: this, child });
      return child;
    };
  }

  document.addEventListener("paste", (event) => {
    const editor = event.target.closest?.(".public-DraftEditor-content"), html = event.clipboardData.getData("text/html");
    if (!editor || event.cleaned || !FROM_WORD.test(html)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { body } = new DOMParser().parseFromString(html, "text/html");
    clean(body);
    put(editor, body);
  }, true);

  function clean(body) {
    body.querySelectorAll(NOT_SAID).forEach((one) => one.remove());
    body.querySelectorAll("ins").forEach((one) => one.replaceWith(...one.childNodes));
    makeLists(body);
    body.querySelectorAll("p").forEach((one) => { if (!flat(one.textContent)) one.remove(); });
  }

  // ---------- lists: in Word each point is a paragraph that says how deep it stands ----------

  const levelOf = (node) => Number(node.getAttribute?.("style")?.match(/mso-list:[^;]*level(\d)/i)?.[1] ?? 0);

  function makeLists(body) {
    let open = [];                  // the lists around the last point, the outermost first
    let last = null;                // the list that the last point went into, behind which the next one follows
    for (const point of body.querySelectorAll("[style*='mso-list' i]")) {
      const level = levelOf(point);
      if (!level) continue;
      const marker = point.querySelector(MARKER), kind = NUMBER.test(flat(marker?.textContent ?? "")) ? "ol" : "ul";
      marker?.remove();
      if (last?.nextElementSibling !== point) open = [];
      const item = document.createElement("li");
      item.append(...point.childNodes);
      open.length = Math.min(open.length, level);
      if (open.length === level && open[level - 1].tagName !== kind.toUpperCase()) open.pop();
      while (open.length < level) open.push(begin(open.at(-1), open.length + 1 === level ? kind : "ul", point));
      open.at(-1).append(item);
      last = open[0];
      point.remove();
    }
  }

  function begin(around, kind, point) {
    const list = document.createElement(kind);
    if (!around) point.before(list);
    else (around.lastElementChild ?? around.appendChild(document.createElement("li"))).append(list);
    return list;
  }

  // ---------- into the page ----------

  function placeOf(editor) {
    for (let element = editor; element; element = element.parentElement) if (places.has(element)) return places.get(element);
    return null;
  }

  /** The words before a table stay in this paragraph; those behind it come into another. */
  function put(editor, body) {
    const tables = [...body.querySelectorAll("table")].filter((one) => !one.parentElement.closest("table"));
    const { sequence, child } = placeOf(editor) ?? {};
    const makes = (type) => child && sequence?.blockDef.childBlockDefsByName?.[type];
    if (!tables.length || !makes("table") || !makes("paragraph")) {
      for (const table of tables) table.replaceWith(...linesOf(table).map(asParagraph));
      return paste(editor, body.innerHTML);
    }
    const parts = partsOf(body, tables);
    let at = sequence.children.indexOf(child);
    if (parts[0].html) paste(editor, parts[0].html);
    for (const { html, rows } of parts.slice(1)) {
      at += 1;
      const type = rows ? "table" : "paragraph", value = rows?.join("\n") ?? sequence.blockDef.initialChildStates[type];
      const added = sequence.insert({ type, value, id: crypto.randomUUID() }, at, {});
      if (html) whenDrawn(added ?? sequence.children[at], html);
    }
  }

  function asParagraph(text) {
    return Object.assign(document.createElement("p"), { textContent: text });
  }

  /** Words and tables in their order: the first are always words, perhaps none. */
  function partsOf(body, tables) {
    const parts = [], range = document.createRange();
    let begin = [body, 0];
    const words = () => {
      const held = document.createElement("div");
      held.append(range.cloneContents());
      return flat(held.textContent) ? held.innerHTML : "";
    };
    for (const table of tables) {
      range.setStart(...begin);
      range.setEndBefore(table);
      const html = words();
      if (html || !parts.length) parts.push({ html });
      parts.push({ rows: linesOf(table) });
      range.setEndAfter(table);
      begin = [range.endContainer, range.endOffset];
    }
    range.setStart(...begin);
    range.setEnd(body, body.childNodes.length);
    const rest = words();
    return rest ? [...parts, { html: rest }] : parts;
  }

  function whenDrawn({ element }, html) {
    const drawn = () => element.querySelector(".public-DraftEditor-content");
    const look = () => { if (drawn()) { watching.disconnect(); requestAnimationFrame(() => paste(drawn(), html)); } };
    const watching = new MutationObserver(look);
    watching.observe(element, { childList: true, subtree: true });
    look();
  }

  function paste(editor, html) {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", new DOMParser().parseFromString(html, "text/html").body.textContent);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    event.cleaned = true;
    editor.dispatchEvent(event);
  }
})();
