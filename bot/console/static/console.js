// The console's own script: keys, times in the reader's zone, the state of the line, and care for unsent words.
(() => {
  "use strict";
  const find = (what, where = document) => where.querySelector(what);
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const field = find("[data-reply] textarea");

  // Times: the server writes UTC, the reader lives somewhere.
  const format = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  const short = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
  const localise = () => all("time").forEach((time) => {
    const at = new Date(time.dateTime);
    const today = at.toDateString() === new Date().toDateString();
    time.textContent = (today ? short : format).format(at);
    time.title = at.toString();
  });

  // The tab tells how many wait.
  const title = () => {
    const waiting = all("[aria-labelledby=waiting] .row").length;
    if (find("#list")) document.title = (waiting ? `(${waiting}) ` : "") + document.title.replace(/^\(\d+\) /, "");
  };

  // The line: a queue that stands still must not look like a quiet one.
  const line = find(".line");
  const show = (state) => { if (line) line.dataset.state = state; };
  document.addEventListener("htmx:sseOpen", () => show("on"));
  document.addEventListener("htmx:sseError", () => show("off"));
  document.addEventListener("htmx:sseClose", () => show("over"));
  window.addEventListener("offline", () => show("off"));

  // A reader at the end of the conversation stays there when a message comes.
  let atEnd = false;
  const nearEnd = () => window.innerHeight + window.scrollY > document.documentElement.scrollHeight - 160;
  document.addEventListener("htmx:sseBeforeMessage", () => { atEnd = nearEnd(); });
  document.addEventListener("htmx:sseMessage", (event) => {
    localise();
    title();
    if (event.target.id === "talk") runDown();
    if (event.target.id === "talk" && atEnd) window.scrollTo({ top: document.documentElement.scrollHeight });
  });

  // Words that can still be taken back: count down, then take the offer away.
  let clock = 0;
  const runDown = () => {
    const form = find(".undo");
    window.clearInterval(clock);
    if (!form) return;
    let left = Number(form.dataset.seconds);
    clock = window.setInterval(() => {
      left -= 1;
      if (left > 0) return (find("output", form).textContent = left);
      window.clearInterval(clock);
      form.remove();
    }, 1000);
  };

  // Reading hard things is counted, for the reader's own care: only while the page is seen and somebody is there.
  const tell = (what) => fetch(`${location.pathname}/${what}`, {
    method: "POST", headers: { "Content-Type": "application/x-www-form-urlencoded" },
  }).catch(() => {});
  if (find("[data-open]")) {
    let there = Date.now();
    for (const sign of ["keydown", "pointermove", "scroll", "touchstart"]) {
      document.addEventListener(sign, () => { there = Date.now(); }, { passive: true });
    }
    window.setInterval(() => {
      if (document.visibilityState === "visible" && Date.now() - there < 120000) tell("reading");
    }, 60000);
  }

  // Keys: j and k walk the rows, c takes, o opens the conversation, / finds. Never while somebody types.
  const typing = (target) => target.closest("input, textarea, select") || target.isContentEditable;
  const walk = (by) => {
    const rows = all(".row .open");
    const here = rows.findIndex((link) => link.closest(".row").contains(document.activeElement));
    const next = rows[Math.min(Math.max(here < 0 ? 0 : here + by, 0), rows.length - 1)];
    if (next) {
      next.focus({ preventScroll: true });
      next.closest(".row").scrollIntoView({ block: "nearest" });
    }
  };
  const take = () => {
    const row = document.activeElement.closest(".row");
    const button = row ? find("[id^=take-]", row) : find(".head [id^=take-]");
    if (button) button.click();
  };
  const KEYS = { o: () => find("#open-talk")?.click(), j: () => walk(1), k: () => walk(-1), c: take, "/": () => find("#find")?.focus() };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !(event.key in KEYS)) return;
    event.preventDefault();
    KEYS[event.key]();
  });

  // Writing: count, send by an explicit act, never lose a word.
  let sending = false;
  if (field && !field.readOnly) {
    const longest = Number(field.dataset.longest);
    const output = find("#count");
    const count = () => {
      output.textContent = `${field.value.trim().length} / ${longest}`;
      output.classList.toggle("over", field.value.trim().length > longest);
    };
    let told = 0;
    field.addEventListener("input", () => {
      count();
      if (Date.now() - told < 4000 || !field.value.trim()) return; // Telegram shows "typing" for five seconds
      told = Date.now();
      tell("typing");
    });
    for (const button of all("[data-insert]")) {
      button.addEventListener("click", () => {
        const words = find(`#${button.dataset.insert}`).textContent;
        field.setRangeText((field.value && !field.value.endsWith("\n") ? "\n\n" : "") + words, field.selectionEnd, field.selectionEnd, "end");
        field.focus();
        count();
      });
    }
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) field.form.requestSubmit();
    });
    field.form.addEventListener("submit", (event) => {
      if (sending) return event.preventDefault(); // a double click is one reply
      sending = true;
    });
    window.addEventListener("beforeunload", (event) => { if (field.value.trim() && !sending) event.preventDefault(); });
    window.addEventListener("pageshow", () => {
      sending = false;
      count();
      // The address led to the field, and the browser has put the cursor there: show the newest words above it.
      if (location.hash === "#text") window.scrollTo({ top: document.documentElement.scrollHeight });
    });
  }

  localise();
  title();
  runDown();
})();
