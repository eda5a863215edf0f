/* Choosing a passage without an account: the script that members have comes with the first selection or key. */
const { annotate } = document.querySelector("[data-citizen-url]").dataset;
document.onselectionchange = document.onkeydown = () => import(annotate);
