// Comforts only: every page does its work without this file.
(() => {
  "use strict";

  // Errors come first, also where the browser ignores autofocus.
  document.querySelector(".errors")?.focus();

  // Pressing twice sends once. The buttons stay enabled, so that the value of the pressed one is sent.
  document.addEventListener("submit", event => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-busy", "true");
  });

  // A page shown again from the browser's memory, or a fragment answered, may be sent anew.
  const release = () => document.querySelectorAll("form[data-sent]").forEach(form => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach(button => button.removeAttribute("aria-busy"));
  });
  window.addEventListener("pageshow", release);
  document.addEventListener("htmx:afterRequest", release);

  // Keys of one stroke, unless switched off in the profile or somebody is typing. They are listed on /raccourcis.
  let afterG = false;
  const menu = key => document.querySelector(`.nav a[data-key="${CSS.escape(key)}"]`);
  const row = (link, step) => {
    const links = [...document.querySelectorAll("main tbody tr")].map(r => r.querySelector("a")).filter(Boolean);
    const at = links.findIndex(l => l.closest("tr") === link?.closest("tr"));
    return link ? links[at + step] : links[0];
  };
  const acts = {
    "/": () => document.getElementById("recherche"),
    "n": () => document.querySelector(".head .acts a.btn:not(.quiet)"),
    "?": () => document.querySelector(".foot a[href='/raccourcis']"),
    "l": () => row(null, 0),
    "ArrowDown": () => document.activeElement.closest("tbody tr") && row(document.activeElement, 1),
    "ArrowUp": () => document.activeElement.closest("tbody tr") && row(document.activeElement, -1),
  };
  document.addEventListener("keydown", event => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || document.body.dataset.keys === "off") return;
    const going = afterG;
    afterG = event.key === "g" && !going;
    const found = going ? menu(event.key) : acts[event.key]?.();
    if (!found) return;
    event.preventDefault();
    if (going || event.key === "n" || event.key === "?") found.click();
    else found.focus();
  });
})();
