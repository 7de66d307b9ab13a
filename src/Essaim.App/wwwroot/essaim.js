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

  // Keys of one stroke, unless switched off in the profile or somebody is typing.
  document.addEventListener("keydown", event => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || document.body.dataset.keys === "off") return;
    const search = document.getElementById("q");
    if (event.key === "/" && search) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "?" && document.body.classList.contains("app")) {
      const keys = document.querySelector(".keys");
      if (keys) keys.scrollIntoView({ block: "center" });
      else location.href = "/profil#affichage";
    }
  });
})();
