// A wedge scanner types like a very fast person. Where no field has the focus, a burst that ends in Enter goes into the
// page's scan form; keys that turn out to be a person's are handed on, so that shortcuts still work.
import { typing } from "./page.js";

const PACE = 30;
const LEAST = 7;
const SEPARATOR = "\u001d";
const form = document.querySelector("[data-wedge]");
const handed = new WeakSet();
let held = [];
let last = 0;
let timer = 0;

function handOn() {
  for (const event of held.splice(0)) {
    const { key, code, shiftKey } = event;
    const again = new KeyboardEvent("keydown", { key, code, shiftKey, bubbles: true, cancelable: true });
    handed.add(again);
    event.target.dispatchEvent(again);
  }
}

const character = (event) => (event.ctrlKey && event.key === "]" ? SEPARATOR : event.key);

function take(event) {
  const text = held.map(character).join("");
  held = [];
  form.elements.code.value = text;
  form.requestSubmit();
  event.preventDefault();
  event.stopImmediatePropagation();
}

function hold(event) {
  if (event.timeStamp - last > PACE) handOn();
  last = event.timeStamp;
  held.push(event);
  clearTimeout(timer);
  timer = setTimeout(handOn, PACE + 10);
  event.preventDefault();
  event.stopImmediatePropagation();
}

const printable = (event) => event.key.length === 1 && (event.key !== " " || held.length > 0)
  && !event.altKey && !event.metaKey && (!event.ctrlKey || event.key === "]");

addEventListener("keydown", (event) => {
  if (handed.has(event) || typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && held.length >= LEAST && event.timeStamp - last <= PACE) {
    clearTimeout(timer);
    take(event);
  } else if (printable(event)) hold(event);
  else if (event.key !== "Shift" && event.key !== "Control") handOn();
}, true);
