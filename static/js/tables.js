/* A pasted table as lines: one for each row, "| cell | cell |". A cell over several columns or rows leaves empty ones beside
   and below it, so that all others stand in their column. Run before the scripts that use it. */
(() => {
  "use strict";
  const flat = (text) => text.replace(/\s+/g, " ").trim();
  const lineOf = (cells) => `| ${cells.map((cell) => flat(cell).replaceAll("|", "\\|")).join(" | ")} |`;

  function linesOf(table) {
    const rows = [...table.rows].map(() => []);
    [...table.rows].forEach(({ cells }, at) => {
      for (const cell of cells) {
        let column = 0;
        while (rows[at][column] !== undefined) column += 1;
        for (let down = 0; down < cell.rowSpan && at + down < rows.length; down += 1)
          for (let along = 0; along < cell.colSpan; along += 1) rows[at + down][column + along] = "";
        rows[at][column] = cell.textContent;
      }
    });
    return rows.filter((cells) => cells.some(flat)).map(lineOf);
  }

  window.pastedTables = { flat, lineOf, linesOf };
})();
