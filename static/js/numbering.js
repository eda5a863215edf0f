// In Wagtail's page editor: each block of a decree bears in its heading the letter, number or name that its clause will
// have. Follows what is moved, added, taken out and emptied; without it the blocks are the same, without numbers.
// Numbers as decrees/text/blocks.py does: tests/cases/numbering.json.
addEventListener("DOMContentLoaded", () => {
  const given = document.getElementById("clause-labels");
  const form = document.querySelector("[data-edit-form]");
  if (!given || !form) return;
  const { letters, numbers, ordinals, romans } = JSON.parse(given.textContent);
  const NAMES = { recital: letters, citation: numbers, regard: numbers, diktum: ordinals, annex: romans };

  const field = (block, name) => block.querySelector(`:scope > input[name$="-${name}"]`)?.value ?? "";
  const list = (within) => within.querySelector("[data-streamfield-list-container]");
  const blocksOf = (container) => [...container?.children ?? []].filter(
    (child) => child.matches("[data-streamfield-child]") && field(child, "deleted") !== "1");

  /* A clause without words has no number, as when the text is circulated. */
  const hasWords = (block) => [...block.querySelectorAll("textarea, input[type=text]")].some((input) => {
    const inner = input.closest("[data-streamfield-child]");
    return input.value.trim() && (inner === block || field(inner, "deleted") !== "1");
  });

  function show(block, label) {
    const type = block.querySelector("[data-panel-heading] > .c-sf-block__type");
    if (!type) return;
    let shown = type.parentElement.querySelector(":scope > .clause-number");
    if (!shown) {
      shown = document.createElement("span");
      shown.className = "clause-number";
      type.after(" ", shown);
    }
    if (shown.textContent !== label) shown.textContent = label;
  }

  function count(blocks, names) {
    const worded = blocks.filter(hasWords);
    for (const block of blocks) show(block, names[worded.indexOf(block)] ?? "");
  }

  function number() {
    due = 0;
    const body = form.querySelector("input[name=body-count]")?.parentElement;
    const all = blocksOf(body?.querySelector("[data-streamfield-stream-container]"));
    const ofType = (type) => all.filter((block) => field(block, "type") === type);
    for (const [type, names] of Object.entries(NAMES)) {
      const several = type !== "annex" || ofType(type).filter(hasWords).length > 1;
      count(ofType(type), several ? names : [names[0].split(" ")[0]]);
    }
    for (const block of ofType("diktum")) count(blocksOf(list(block)), letters);
    for (const annex of ofType("annex")) {
      for (const block of blocksOf(annex.querySelector("[data-streamfield-stream-container]"))) {
        if (["list", "roster"].includes(field(block, "type"))) {
          count(blocksOf(list(block)), field(block, "type") === "list" ? letters : numbers);
        }
      }
    }
  }

  let due = 0;
  const later = () => { due ||= requestAnimationFrame(number); };
  new MutationObserver(later).observe(form, { childList: true, subtree: true });
  form.addEventListener("input", later);
  later();
});
