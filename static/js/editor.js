// In Wagtail's page editor: go to the block that the address names. Blocks are drawn after the page has loaded,
// and grow with their words, so the browser's own way of doing this comes too early.

function goToNamedBlock() {
  const block = /^#block-[\w-]+-section$/.test(location.hash) && document.getElementById(location.hash.slice(1));
  if (!block) return;
  block.scrollIntoView({ block: "center" });
  block.querySelector("textarea, input:not([type=hidden])")?.focus({ preventScroll: true });
}

window.addEventListener("load", () => setTimeout(goToNamedBlock, 400));
window.addEventListener("hashchange", goToNamedBlock);
