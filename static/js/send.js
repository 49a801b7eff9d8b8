// Sending: Ctrl Enter from anywhere in a form with data-send-key; forms with data-once go out once.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.form || document.querySelector("[data-send-key]")?.form;
  if (!form?.querySelector("[data-send-key]")) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector(".b-primary[type=submit]:not([name])") || undefined);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-busy", "true");
});

const release = (form) => {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
};
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest("[data-once]");
  if (form) release(form);
});
addEventListener("pageshow", () => document.querySelectorAll("[data-once]").forEach(release));
