/* Objecting to words chosen on the page: they go into the form with the row that they stand in. Without this script the
   link of each row chooses the row. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-objection]");
  const links = [...document.querySelectorAll("[data-row]")];
  if (!form || !links.length) return;

  /* A row is what stands around its link: the item, the line of the table, or what comes before in the discussion. */
  const rowOf = (link) => link.closest("li, tr") ?? link.previousElementSibling;
  const linkAt = (node) => links.find((link) => rowOf(link)?.contains(node));

  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed) return;
    const link = linkAt(chosen.anchorNode);
    if (!link || link !== linkAt(chosen.focusNode)) return;
    form.elements.part.value = link.dataset.row;
    form.elements.quote.value = chosen.toString().trim();
  });

  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      if (form.elements.part.value !== link.dataset.row) form.elements.quote.value = "";
      form.elements.part.value = link.dataset.row;
      form.scrollIntoView();
      form.elements.proposed.focus();
    });
  }
})();
