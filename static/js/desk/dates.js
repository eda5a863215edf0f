// In the admin: a date field keeps what was typed, and beside it stands how the server reads it, with the day of the
// week, or why it cannot be read (forum/forms/dates/).
(() => {
  "use strict";
  const ADDRESS = document.currentScript.dataset.address;
  const PAUSE = 300; // ms after the last key
  const OPENING = 300; // ms: the calendar waits 100, and as long again the first time
  const asked = { date: new Map(), datetime: new Map(), begin: new Map() };   // what was typed → the fields that wait for it
  const $ = jQuery, picker = $.fn.datetimepicker;
  let due = 0;

  // The calendar would replace what it cannot read by today, and take Enter for itself.
  Object.assign(picker.defaults, { validateOnBlur: false, enterLikeTab: false });

  $.fn.datetimepicker = Object.assign(function (options, ...more) {
    const made = picker.call(this, options, ...more);
    if ($.isPlainObject(options) && options.datepicker !== false) {
      this.each((_, input) => follow(input, input.dataset.reads ?? (options.timepicker === false ? "date" : "datetime")));
    }
    return made;
  }, picker);

  function follow(input, kind) {
    const reading = document.createElement("p");
    reading.id = `${input.id}-reading`;
    reading.className = "date-reading";
    reading.setAttribute("role", "status");
    input.after(reading);
    input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${reading.id}`.trim());
    const read = () => ask(input, reading, kind);
    for (const happened of ["input", "change"]) input.addEventListener(happened, read);
    document.addEventListener("change", ({ target }) => target === zone() && read());   // it may stand below the field
    // The calendar opens some moments after a field is entered, also when it has been left again by then.
    input.addEventListener("keydown", ({ key }) => {
      if (key === "Tab") setTimeout(() => $(input).datetimepicker("hide"), OPENING);
    });
    setTimeout(read);   // a field that is made by a script gets its value only now
  }

  // A meeting may have a time zone of its own.
  function zone() {
    return document.getElementById("id_zone");
  }

  function ask(input, reading, kind) {
    const typed = input.value.trim();
    const show = ({ text, ok } = { text: "", ok: true }) => {
      if (input.value.trim() !== typed) return;
      const told = !ok && input.ariaInvalid === "true" && input.value === input.defaultValue;   // above the field
      reading.textContent = told ? "" : text;
      reading.classList.toggle("is-refused", !ok);
    };
    if (!typed) return show();
    asked[kind].set(typed, [...asked[kind].get(typed) ?? [], show]);
    clearTimeout(due);
    due = setTimeout(fetchReadings, PAUSE);
  }

  async function fetchReadings() {
    const waiting = Object.entries(asked).map(([kind, fields]) => [kind, new Map(fields)]);
    const query = new URLSearchParams(waiting.flatMap(([kind, fields]) => [...fields.keys()].map((typed) => [kind, typed])));
    query.set("zone", zone()?.value ?? "");
    Object.values(asked).forEach((fields) => fields.clear());
    const response = await fetch(`${ADDRESS}?${query}`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!response?.ok || response.redirected) return;   // the form itself says so when it is sent
    const readings = await response.json();
    for (const [kind, fields] of waiting) {
      for (const [typed, shows] of fields) shows.forEach((show) => show(readings[kind][typed]));
    }
  }
})();
