// Patient-data notice: 400 ms after the last key the text is checked by the server, which has the one set of rules.
// Answer: 204, or {lead, text, excerpt}. It never blocks; "Not patient data" rests for that excerpt.
import { post } from "./request.js";

const timers = new WeakMap();
const accepted = new Set();

async function check(form, area) {
  const body = new URLSearchParams({ text: area.value });
  let found = null;
  try {
    const response = await post(form.dataset.phi, body);
    found = response.status === 200 ? await response.json() : null;
  } catch {
    return;
  }
  show(form, found?.excerpt && !accepted.has(found.excerpt) ? found : null);
}

function show(form, found) {
  const notice = form.querySelector("[data-phi-notice]");
  notice.hidden = !found;
  if (!found || notice.dataset.excerpt === found.excerpt) return;
  notice.dataset.excerpt = found.excerpt;
  notice.querySelector("[data-phi-lead]").textContent = found.lead;
  notice.querySelector("[data-phi-text]").textContent = found.text;
  for (const radio of notice.querySelectorAll("[type=radio]")) radio.checked = false;
}

function soon(form, area) {
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => check(form, area), 400));
}

document.addEventListener("input", ({ target }) => {
  const form = target.closest("[data-phi]");
  if (form && target.matches("textarea")) soon(form, target);
});

// Fast fingers: what was typed before this file arrived.
for (const area of document.querySelectorAll("[data-phi] textarea")) if (area.value) soon(area.closest("[data-phi]"), area);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-phi-remove]");
  if (!button) return;
  const form = button.form;
  const area = form.querySelector("textarea");
  area.value = area.value.replace(form.querySelector("[data-phi-notice]").dataset.excerpt, "").replace(/ {2,}/g, " ");
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
});

document.addEventListener("change", (event) => {
  if (event.target.name !== "phi_decision" || event.target.value !== "not_phi") return;
  const notice = event.target.closest("[data-phi-notice]");
  accepted.add(notice.dataset.excerpt);
  notice.hidden = true;
});
