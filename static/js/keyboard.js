// Single-key shortcuts of the agent area (WCAG 2.1.4: an off switch, and they rest while typing or in dialogs).
// A control names its key: data-key="a", or "g q" for a sequence. Links and buttons are pressed, fields get focus,
// and so does what follows a heading.
import { keysOff, moved, pressed, typing, usual } from "./page.js";

let first = "";
let timer = 0;

const meant = (element) => (element.matches("h2") ? element.nextElementSibling : element);
const seen = (element) => meant(element).getClientRects().length > 0;

function answering(key) {
  const all = [...document.querySelectorAll("[data-key]")].filter((element) => element.dataset.key === key);
  return all.find(seen) || all.find((element) => element.matches("a[href], [data-copy]"));
}

function press(element) {
  if (element.matches("input:not([type=checkbox], [type=radio]), textarea, select")) element.focus();
  else if (meant(element) !== element) meant(element).focus();
  else element.click();
  if (element.matches("summary")) element.closest("[open]")?.querySelector("input:not([type=hidden]), select, textarea, a, button")?.focus();
  if (element.matches("label")) element.closest("form")?.querySelector("[data-send-key]")?.focus();
}

const begins = (key) => document.querySelector(`[data-key^="${CSS.escape(key)} "]`) !== null;

function sequence(key) {
  clearTimeout(timer);
  const whole = first ? `${first} ${key}` : usual(key);
  first = !first && begins(whole) ? whole : "";
  timer = setTimeout(() => { first = ""; }, 1500);
  return whole;
}

function fold(selector, name) {
  document.querySelector(selector)?.classList.toggle(name);
  return true;
}

function region(back) {
  const all = [...document.querySelectorAll("[data-region]")].filter(seen);
  const here = all.findIndex((element) => element.contains(document.activeElement));
  all.at((here + (back ? -1 : 1)) % all.length)?.focus();
  return true;
}

const built = {
  "[": () => fold(".app", "side-folded"),
  "]": () => fold("main", "panel-folded"),
};

document.addEventListener("keydown", (event) => {
  if (event.key === "F6") {
    if (region(event.shiftKey)) event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || keysOff()) return;
  const chooses = first && event.target.matches("select");
  if ((typing(event.target) && !chooses) || document.querySelector("dialog[open]")) return;
  const key = sequence(pressed(event));
  const control = answering(key);
  if (control) press(control);
  else if (!built[key]?.()) return;
  event.preventDefault();
});

// The palette: Ctrl K opens it, arrows choose, Enter goes there.
const palette = document.getElementById("palette");

function choose(by) {
  const all = [...palette.querySelectorAll("[role=option]")];
  const at = all.findIndex((one) => one.ariaSelected === "true");
  if (!by) return all[at]?.click();
  const next = all.at((Math.max(at, by < 0 ? 0 : -1) + by) % all.length);
  for (const one of all) one.ariaSelected = one === next;
  palette.querySelector("input").setAttribute("aria-activedescendant", next.id);
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  const by = { ArrowDown: 1, ArrowUp: -1, Enter: 0 }[event.key];
  if ((event.ctrlKey || event.metaKey) && event.key === "k") palette.showModal();
  else if (!palette.open || by === undefined || !palette.querySelector(by ? "[role=option]" : "[aria-selected=true]")) return;
  else choose(by);
  event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && typing(event.target)) event.target.blur();
});

// Hints on controls show the letter that was moved.
const own = Object.fromEntries(Object.entries(moved).map(([letter, stands]) => [stands, letter]));

function hint() {
  for (const node of document.querySelectorAll("[data-key] kbd:not([data-own])")) {
    const [begin, ...rest] = node.closest("[data-key]").dataset.key.split(" ");
    if (!own[begin] || node.textContent[0].toLowerCase() !== begin) continue;
    node.dataset.own = "";
    node.textContent = [own[begin], ...rest].join(" ").toUpperCase();
  }
}

hint();
document.addEventListener("htmx:afterSettle", hint);

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-dialog-open=shortcuts]")) return;
  for (const row of document.querySelectorAll("#shortcuts [data-if]")) {
    row.hidden = !document.querySelector(row.dataset.if);
  }
});
