// Naming people in a note: after an @ and two letters a list of who reads it. Arrows choose, Enter or Tab takes,
// Escape closes. The text keeps the focus; aria-activedescendant says which option is meant.
import { announce } from "./page.js";
import { post } from "./request.js";

const BEGUN = /(?:^|[^\w.@/-])@([A-Za-z0-9][\w.-]+)$/;
const list = document.querySelector("[data-names]");
const form = list.closest("form");
const area = form.elements.body;
let begun = "";
let timer = 0;

for (const [name, value] of [["autocomplete", "list"], ["haspopup", "listbox"], ["controls", list.id]]) {
  area.setAttribute(`aria-${name}`, value);
}

const options = () => [...list.children];
const chosen = () => list.querySelector("[aria-selected=true]");

function choose(option) {
  for (const one of options()) one.ariaSelected = one === option;
  area.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function close() {
  clearTimeout(timer);
  begun = "";
  list.hidden = true;
  list.replaceChildren();
  area.removeAttribute("aria-activedescendant");
}

function typed() {
  const { selectionStart: at, selectionEnd, value } = area;
  if (at !== selectionEnd || form.elements.kind.value !== "note" || document.activeElement !== area) return "";
  return BEGUN.exec(value.slice(0, at))?.[1] || "";
}

async function ask() {
  const asked = begun;
  const response = await post(list.dataset.names, new URLSearchParams({ typed: asked })).catch(() => null);
  if (asked !== begun) return;
  const found = response?.ok && !response.redirected ? await response.text() : "";
  if (asked !== begun) return;
  list.innerHTML = found.trim();
  list.hidden = !list.firstElementChild;
  if (list.hidden) return area.removeAttribute("aria-activedescendant");
  choose(list.firstElementChild);
  announce(list.firstElementChild.dataset.said);
}

function look() {
  const now = typed();
  if (now === begun) return;
  if (!now) return close();
  begun = now;
  clearTimeout(timer);
  timer = setTimeout(ask, 150);
}

function take(option) {
  const at = area.selectionStart;
  area.setRangeText(`${option.dataset.name} `, at - begun.length, at, "end");
  close();
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

area.addEventListener("input", look);
area.addEventListener("blur", close);
area.addEventListener("click", look);
area.addEventListener("keydown", (event) => {
  if (list.hidden || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by) choose(options().at((options().indexOf(chosen()) + by) % options().length));
  else if (event.key === "Enter" || event.key === "Tab") take(chosen());
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
});
area.addEventListener("keyup", (event) => { if (/^(Arrow(Left|Right)|Home|End)$/.test(event.key)) look(); });
// A press on the list must not take the focus from the text.
list.addEventListener("mousedown", (event) => event.preventDefault());
list.addEventListener("click", (event) => {
  const option = event.target.closest("[role=option]");
  if (option) take(option);
});
