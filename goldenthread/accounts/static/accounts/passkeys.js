// Passkeys: a form marked data-passkey asks the device, then sends what it answered. Without script the form stays hidden.
const { create, get, supported } = window.webauthnJSON;

async function answered(form) {
  let options = form.dataset.options && JSON.parse(form.dataset.options);
  if (!options) {
    const response = await fetch(form.action, { headers: { Accept: "application/json" } });
    options = (await response.json()).request_options;
  }
  return form.dataset.passkey === "make" ? create(options) : get(options);
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!supported()) continue;
  form.hidden = false;
  document.querySelectorAll("[data-without-passkeys]").forEach((one) => { one.hidden = true; });
  const trouble = form.querySelector("[data-passkey-trouble]");
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    trouble.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await answered(form));
      form.submit();
    } catch {
      trouble.hidden = false;
      trouble.focus();
    }
  });
}
