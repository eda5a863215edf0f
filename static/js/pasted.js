/* What is pasted into notes becomes lines with their marks: rows of tables, points of lists in lists, of Word, too. */
(() => {
  "use strict";
  const DEEPEST = 4;
  const SHAPED = 'table, li, del, [style*="mso-list" i]';
  const NOT_SAID = 'style, script, del, .MsoCommentReference, .msocomtxt, a.msocomanchor, [style*="mso-list:Ignore" i], [style*="mso-list: Ignore" i]';
  const point = (level, text) => `${"-".repeat(Math.min(level, DEEPEST))} ${text}`;
  const { flat, lineOf, linesOf } = window.pastedTables;

  document.addEventListener("paste", (event) => {
    const form = event.target.closest?.("[data-compose]");
    if (!form) return;
    const made = fromPage(event.clipboardData.getData("text/html"));
    const lines = made.length ? made : fromText(event.clipboardData.getData("text"));
    if (lines.length < 2 && !made.length) return;
    event.preventDefault();
    document.dispatchEvent(new CustomEvent("mufakat:pasted", { detail: { item: form.dataset.compose, lines } }));
  });

  /* Only where there is a table, a list or something that was struck out: all else is read as plain text. */
  function fromPage(html) {
    if (!html) return [];
    const { body } = new DOMParser().parseFromString(html, "text/html"), shaped = body.querySelector(SHAPED);
    body.querySelectorAll(NOT_SAID).forEach((one) => one.remove());
    return shaped ? read(body, 0) : [];
  }

  /* Words that stand beside each other are one line; a block is one of its own. */
  function read(node, depth) {
    const lines = [];
    let words = "";
    const end = () => {
      const text = flat(words);
      if (text) lines.push(depth ? point(depth, text) : text);
      words = "";
    };
    for (const child of node.childNodes) {
      const found = child.nodeType === Node.ELEMENT_NODE ? blockIn(child, depth) : null;
      if (found) { end(); lines.push(...found); }
      else if (child.nodeType !== Node.COMMENT_NODE) words += child.textContent;
    }
    end();
    return lines;
  }

  const BLOCKS = "p, div, section, article, blockquote, h1, h2, h3, h4, h5, h6, table, ul, ol, li";

  /* Its lines, or null for what is part of a line. */
  function blockIn(element, depth) {
    if (element.matches("table")) return linesOf(element);
    if (element.matches("ul, ol")) return [...element.children].flatMap((one) => read(one.matches("li") ? one : asItem(one), depth + 1));
    if (element.matches("br")) return [];
    const level = element.getAttribute("style")?.match(/mso-list:[^;]*level(\d)/i)?.[1], text = flat(element.textContent);
    if (level) return text ? [point(Number(level), text)] : [];
    return element.matches(BLOCKS) || element.querySelector(BLOCKS) ? read(element, depth) : null;
  }

  /* A list that stands beside the points of its list, as older programs write it. */
  function asItem(list) {
    const item = document.createElement("li");
    item.append(list.cloneNode(true));
    return item;
  }

  /* A tab between two words parts cells; behind one of Word's bullets begins a point. */
  function fromText(text) {
    return text.split(/\r?\n/).filter((one) => one.trim()).map((line) => {
      const [, bullet, said] = line.match(/^\s*([•·o§▪\uF0B7\uF0A7])\t\s*(.+)$/) ?? [];
      if (bullet) return point("•·\uF0B7".includes(bullet) ? 1 : bullet === "o" ? 2 : 3, said.trim());
      return line.trim().includes("\t") ? lineOf(line.split("\t")) : line.trim();
    });
  }
})();
