// In the page editor: a new row that is not finished does not keep the form from saving itself. It is left out until what
// it must have is there; meanwhile its words stay on this device (kept.js). Nor does the form delete a row by itself.
(() => {
  "use strict";

  const isEmpty = (holder) => {
    const fields = [...holder.querySelectorAll("input:not([type=file]), textarea, select")].filter(({ name }) => name);
    return fields.length > 0 && fields.every(({ value }) => !value.trim());
  };
  const requiredIn = (row) => [...row.querySelectorAll(".w-required-mark")].map((mark) => mark.closest(".w-panel__wrapper, .w-field__wrapper"));
  const isTyped = (row) => [...row.querySelectorAll("textarea, input[type=text]")].some(({ value }) => value.trim());

  document.addEventListener("w-autosave:save", ({ detail: { formData } }) => {
    formData.set("saves-itself", "on");     // what cannot be, a date of which half is typed, is left as it was
    for (const row of document.querySelectorAll("[data-inline-panel-child]")) {
      const prefix = row.id.replace("inline_child_", ""), deletion = `${prefix}-DELETE`;
      if (!formData.has(deletion) && !formData.has(`${prefix}-id`)) continue;
      const stored = formData.get(`${prefix}-id`), unfinished = !stored && requiredIn(row).some(isEmpty);
      if (stored) formData.set(deletion, "");
      else if (unfinished) formData.set(deletion, "on");
      row.toggleAttribute("data-held-back", unfinished && isTyped(row) && !row.classList.contains("deleted"));
    }
  });
})();
