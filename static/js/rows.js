// The list: J K move, arrows too from a row, X ticks, Enter or O opens; a press shows the row in the pane beside it.
// Rows carry data-row, their link data-preview with the address of the fragment for #pane.
import { keysOff, pressed, typing, usual } from "./page.js";

const rows = () => [...document.querySelectorAll("[data-row]")];
const link = (row) => row.querySelector("[data-preview]");
const split = () => document.getElementById("pane")?.getClientRects().length > 0;
let timer = 0;

function current() {
  const all = rows();
  return all.find((row) => row.contains(document.activeElement)) || all.find((row) => row.matches(".is-open"));
}

function mark(row) {
  for (const other of rows()) {
    other.classList.toggle("is-open", other === row);
    link(other)?.toggleAttribute("aria-current", other === row);
  }
}

function show(row) {
  mark(row);
  const address = new URL(location);
  address.searchParams.set("open", row.id.replace(/^row-/, ""));
  history.replaceState(history.state, "", address);
  window.htmx.ajax("GET", link(row).dataset.preview, { target: "#pane", swap: "innerHTML" });
  const triage = document.querySelector("[data-triage]");
  if (!triage) return;
  const begins = new URL(triage.href);
  begins.searchParams.set("open", address.searchParams.get("open"));
  triage.href = begins;
}

function move(by) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(current());
  const row = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
  link(row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  mark(row);
  clearTimeout(timer);
  if (split()) timer = setTimeout(() => show(row), 150);
}

// A heading that is pressed with Shift orders second (data-then: its address).
document.addEventListener("click", (event) => {
  const head = event.shiftKey && event.target.closest("[data-then]");
  if (!head) return;
  event.preventDefault();
  location.assign(head.dataset.then);
});

const boxOf = (row) => row?.querySelector(".tick");
const tick = (row) => boxOf(row)?.click();
let last = null;

// From the box that was ticked last, all up to this one become as it is.
function range(box) {
  const all = [...document.querySelectorAll("[data-row] .tick")];
  const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((one, other) => one - other);
  if (from < 0 || !box) return tick(box?.closest("[data-row]"));
  for (const one of all.slice(from, to + 1)) one.checked = last.checked;
  last = box;
}

function scroll() {
  const shown = document.querySelector("#pane > .q-pane-in");
  shown?.scrollBy({ top: shown.clientHeight * 0.8, behavior: "instant" });
}
const clear = () => document.getElementById("bulk")?.reset();

function open(row) {
  if (row) location.assign(link(row).href);
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  x: () => tick(current()),
  "+x": () => range(boxOf(current())),
  o: () => open(current()),
  Enter: () => open(current()),
  Escape: clear,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || keysOff() || document.querySelector("dialog[open]")) return;
  if (event.key.startsWith("Arrow") && !event.target.closest("[data-row]")) return;
  if (typing(event.target) || (event.key === "Enter" && event.target.matches("a, button, summary"))) return;
  const act = event.key === " " ? split() && event.target.matches("[data-preview]") && scroll : keys[usual(pressed(event))];
  if (!act) return;
  act();
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-preview]");
  const plain = event.detail > 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!pressed || !plain || !split()) return;
  event.preventDefault();
  show(pressed.closest("[data-row]"));
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-move]");
  if (button) move(Number(button.dataset.move));
});

// What is pressed in the pane says which row comes after this one, in case this one leaves the list.
document.addEventListener("submit", ({ target }) => {
  const all = rows();
  const at = all.indexOf(current());
  const next = all[at + 1] || all[at - 1];
  if (at < 0 || !next || !target.closest("#pane")) return;
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "next", value: next.id.replace(/^row-/, "") });
  target.append(field);
});

document.addEventListener("click", ({ target, shiftKey }) => {
  if (!target.matches("[data-row] .tick")) return;
  if (shiftKey && last) {
    last.checked = target.checked;
    range(target);
  }
  last = target;
});

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-tick-page]")) return;
  for (const box of document.querySelectorAll(".q-c .tick")) box.checked = target.checked;
});
