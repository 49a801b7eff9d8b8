// Never lose typing: a form with data-draft posts its fields 2 s after the last key and when the page is left.
// Offline, the text waits in sessionStorage under the person's id; nobody else's page will send or show it,
// and a page without a person, such as sign-in after the time was over, removes it.
import { clock, fill, person } from "./page.js";
import { post } from "./request.js";

const PREFIX = "draft:";
const mine = (form) => `${PREFIX}${person}:${form.dataset.draft}`;
const forms = () => document.querySelectorAll("[data-draft]");
const waiting = new Map();

function fields(form) {
  const data = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") data.append(name, value);
  return data;
}

function say(form, time) {
  const node = form.querySelector("[data-draft-state]");
  if (!node) return;
  let words = node.querySelector("[data-draft-words]");
  if (!words) {
    words = document.createElement("span");
    words.dataset.draftWords = "";
    node.append(words);
  }
  words.textContent = fill(node.dataset.words, { time });
}

async function save(form) {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  const data = fields(form);
  try {
    const response = await post(form.dataset.draft, data);
    if (!response.ok) throw new Error(response.status);
    sessionStorage.removeItem(mine(form));
    document.dispatchEvent(new Event("desk:active"));
    say(form, response.headers.get("X-Saved-At") || clock());
  } catch {
    data.delete("csrfmiddlewaretoken");
    sessionStorage.setItem(mine(form), data.toString());
  }
}

function leave(form) {
  if (!waiting.has(form)) return;
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  navigator.sendBeacon(form.dataset.draft, fields(form));
}

function restore(form) {
  const kept = sessionStorage.getItem(mine(form));
  if (!kept) return;
  for (const [name, value] of new URLSearchParams(kept)) {
    const control = form.elements[name];
    if (control && "value" in control && control.type !== "hidden") control.value = value;
  }
  save(form);
}

export function forget() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}

for (const key of Object.keys(sessionStorage)) {
  if (key.startsWith(PREFIX) && !key.startsWith(`${PREFIX}${person}:`)) sessionStorage.removeItem(key);
}
forms().forEach(restore);

const typed = (control) => control.matches("textarea, [type=text], [type=tel]") && control.value !== control.defaultValue;
function later(form) {
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => save(form), 2000));
}
// Fast hands type before this module has come.
for (const form of forms()) if ([...form.elements].some(typed)) later(form);

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-draft]");
  if (form) later(form);
});
document.addEventListener("visibilitychange", () => { if (document.hidden) forms().forEach(leave); });
addEventListener("online", () => forms().forEach((form) => { if (sessionStorage.getItem(mine(form))) save(form); }));
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-sign-out]")) {
    forms().forEach(leave);
    forget();
  } else if (form.matches("[data-draft]")) {
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    sessionStorage.removeItem(mine(form));
  }
});
