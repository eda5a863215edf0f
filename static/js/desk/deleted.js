// In the page editor: what is deleted can be taken back as long as the form is open. Where it was, its first words stay
// with a button. A row is deleted on the server only when somebody saves by hand (unfinished.js).
(() => {
  "use strict";
  const words = JSON.parse(document.getElementById("desk-deleted").textContent);
  const SHOWN = 60;

  function note(said, putBack) {
    const made = document.createElement("p"), back = document.createElement("button");
    made.className = "deleted-note";
    made.setAttribute("role", "status");
    Object.assign(back, { type: "button", className: "button button-small button-secondary", textContent: words.back });
    back.addEventListener("click", () => {
      putBack(made);
      made.remove();
    });
    made.append(`${words.deleted} ${said ? `“${said}” ` : ""}`, back);
    return made;
  }

  // ---------- clauses, points, rows of a table ----------

  const comesBefore = (element, other) => element.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;

  function insert(sequence, state, where) {
    const place = sequence.children.filter((child) => comesBefore(child.element, where)).length;
    const how = { animate: true, focus: true };
    if (sequence.blockDef.childBlockDefsByName) sequence.insert(state, place, how);
    else sequence.insert(state.value, place, { ...how, id: state.id });
    where.closest("form").dispatchEvent(new Event("change", { bubbles: true }));
  }

  for (const kind of [window.wagtailStreamField?.blocks.StreamBlock, window.wagtailStreamField?.blocks.ListBlock]) {
    if (!kind) continue;
    const remove = kind.prototype.deleteBlock;
    kind.prototype.deleteBlock = function (index, options) {
      const child = this.children[index], state = child.getState();
      const said = child.getTextLabel({ maxLength: SHOWN });
      remove.call(this, index, options);
      if (said) child.element.after(note(said, (where) => insert(this, state, where)));
    };
  }

  // ---------- rows of decisions, follow-ups, attendance ----------

  function wordsOf(row) {
    const field = [...row.querySelectorAll("textarea, input[type=text], select")].find(({ value }) => value);
    return (field?.selectedOptions?.[0].text ?? field?.value ?? "").slice(0, SHOWN);
  }

  // Beneath the rows: among them stand only rows.
  document.addEventListener("w-formset:removed", ({ target: row }) => {
    row.parentElement.after(note(wordsOf(row), () => {
      const deleted = row.querySelector("input[id$=-DELETE]");
      deleted.value = "";
      row.classList.remove("deleted");
      $(row).slideDown();
      deleted.dispatchEvent(new Event("change", { bubbles: true }));
    }));
  });
})();
