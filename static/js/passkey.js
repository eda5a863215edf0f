/* Says in words why the browser's dialog for a passkey came to nothing; whoever closed it may try again. */
const STOPPED = ["NotAllowedError", "AbortError"];

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const said = document.getElementById("passkey_failed"), { stopped, known, impossible } = said.dataset;
  const { name } = event.detail.exception;
  said.hidden = false;
  said.textContent = name === "InvalidStateError" ? known : STOPPED.includes(name) ? stopped : impossible;
});
