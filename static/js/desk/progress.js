// While letters go out: how far they are, asked for again until they are all gone. Then the page is loaded anew, so that
// the lines say so too; not while somebody has chosen lines of it.
(() => {
  "use strict";
  const EVERY = 3000;

  async function look() {
    const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
    const text = answer?.ok ? await answer.text() : "";
    const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-progress]");
    if (fresh) document.querySelector("[data-progress]").replaceWith(fresh);
    if (!fresh || fresh.dataset.progress) setTimeout(look, EVERY);
    else if (!document.querySelector("tbody input:checked")) location.reload();
  }

  setTimeout(look, EVERY);
})();
