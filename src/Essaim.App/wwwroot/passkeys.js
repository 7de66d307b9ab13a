// Passkeys: asks the server what to sign, the device to sign it, and sends the form with the answer.
(() => {
  "use strict";

  const words = {
    NotAllowedError: "Rien n’a été fait. Réessayez quand vous voulez.",
    InvalidStateError: "Cet appareil a déjà une clé d’accès pour vous.",
    SecurityError: "L’adresse de cette page n’est pas celle du site : une clé d’accès n’y fonctionne pas.",
  };

  const sign = async (button) => {
    const form = button.form;
    const answer = await fetch(button.dataset.options, { method: "POST", body: new FormData(form) });
    if (!answer.ok || answer.redirected) throw new Error("reload");
    const question = await answer.json();
    const options = JSON.parse(question.options);
    const credential = button.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    form.elements["Answer.Credential"].value = JSON.stringify(credential.toJSON());
    form.elements["Answer.State"].value = question.state;
    form.requestSubmit();
  };

  document.querySelectorAll("[data-passkey]").forEach(button => {
    const word = button.parentElement.querySelector("[data-passkey-word]");
    if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
      word.textContent = "Ce navigateur ne connaît pas les clés d’accès, ou cette page n’est pas en HTTPS.";
      return;
    }
    word.textContent = "";
    button.hidden = false;
    // The Enter key does what the button does, and only a signed answer leaves.
    button.form.addEventListener("submit", event => {
      if (button.form.elements["Answer.Credential"].value) return;
      event.preventDefault();
      event.stopPropagation();
      button.click();
    });
    button.addEventListener("click", async () => {
      button.setAttribute("aria-busy", "true");
      word.textContent = "Votre appareil vous le demande…";
      try {
        await sign(button);
      } catch (error) {
        word.textContent = words[error.name] ?? "La clé n’a pas été lue. Rechargez la page, puis réessayez.";
      } finally {
        button.removeAttribute("aria-busy");
      }
    });
  });
})();
