// Shows the passkey buttons where the browser knows passkeys, and says in words when one did not work.
const trouble = document.getElementById("passkey-trouble");

if (window.PublicKeyCredential) {
  for (const button of document.querySelectorAll("[data-passkey]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      if (trouble) trouble.hidden = true;
    });
  }
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  if (trouble) trouble.hidden = false;
});
