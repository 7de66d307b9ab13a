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

  // A form whose fields answer each other is told which was typed in last.
  document.addEventListener("input", event => {
    const last = event.target.form?.elements.dernier;
    if (last) last.value = event.target.name;
  }, true);

  // A page shown again from the browser's memory, or a fragment answered, may be sent anew.
  const release = () => document.querySelectorAll("form[data-sent]").forEach(form => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach(button => button.removeAttribute("aria-busy"));
  });
  window.addEventListener("pageshow", release);
  document.addEventListener("htmx:afterRequest", release);

  // Files go in pieces: a network that is cut costs one piece, and the rest goes on from there by itself.
  const pieceLength = 256 * 1024;
  const pause = time => new Promise(done => {
    setTimeout(done, time);
    addEventListener("online", done, { once: true });
  });
  const hash = async file => !crypto.subtle ? "" : [...new Uint8Array(
    await crypto.subtle.digest("SHA-256", await file.arrayBuffer()))].map(b => b.toString(16).padStart(2, "0")).join("");
  document.querySelectorAll("form[data-pieces]").forEach(form => {
    const list = () => document.getElementById(form.dataset.pieces);
    if (!list()) return;
    const [bar, status, button] = ["progress", "[role=status]", "button"].map(s => form.querySelector(s));
    const say = text => { status.textContent = text; };
    const ask = async (address, body) => {
      const headers = { RequestVerificationToken: form.elements.__RequestVerificationToken.value };
      for (let wait = 1000; ; wait = Math.min(2 * wait, 15000)) {
        const answer = await fetch(address, { method: "POST", body, headers, redirect: "manual" }).catch(() => null);
        if (answer?.ok) return answer;
        if (answer && answer.status < 500) throw new Error(answer.status === 422 ? (await answer.json()).said
          : "Cette page est ouverte depuis trop longtemps. Rechargez-la, puis choisissez le fichier de nouveau.");
        say("Le réseau est coupé, l’envoi reprendra tout seul.");
        await pause(wait);
      }
    };
    const send = async file => {
      const asked = new FormData();
      Object.entries({ name: file.name, size: file.size, sha256: file.size < 3e7 ? await hash(file) : "" })
        .forEach(([key, value]) => asked.set(key, value));
      const begun = await (await ask(form.action + "&handler=Begin", asked)).json();
      for (let at = begun.received; ;) {
        bar.value = at / file.size;
        say(`Envoi… ${Math.floor(100 * at / file.size)}\u00a0%`);
        if (at >= file.size) break;
        const piece = file.slice(at, at + pieceLength);
        at = (await (await ask(`/documents/envoi/${begun.id}/${at}`, new Blob([piece]))).json()).received;
      }
      list().outerHTML = await (await ask(`/documents/envoi/${begun.id}`)).text();
      window.htmx?.process(list());
    };
    let before = Promise.resolve();
    const queue = files => [...files].forEach(file => {
      before = before.then(async () => {
        bar.hidden = false;
        await send(file).then(() => say("Le justificatif est joint."), error => say(error.message));
        bar.hidden = true;
      });
    });
    button.parentElement.hidden = true;
    form.addEventListener("change", event => {
      queue(event.target.files);
      event.target.value = "";
    });
    form.addEventListener("dragover", event => event.preventDefault());
    form.addEventListener("drop", event => {
      event.preventDefault();
      queue(event.dataTransfer.files);
    });
  });

  // Files dropped on a form are those of its field, and are sent at once.
  document.querySelectorAll("form[data-drop]").forEach(form => {
    form.addEventListener("dragover", event => event.preventDefault());
    form.addEventListener("drop", event => {
      if (event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      form.querySelector("input[type=file]").files = event.dataTransfer.files;
      form.requestSubmit();
    });
  });

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
    const pressed = document.querySelector(`[data-press="${CSS.escape(event.key)}"]`);
    const found = going ? menu(event.key) : pressed ?? acts[event.key]?.();
    if (!found) return;
    event.preventDefault();
    if (going || pressed || event.key === "n" || event.key === "?") found.click();
    else found.focus();
  });
})();
