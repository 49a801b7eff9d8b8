// One toast at a time, bottom left, said by the status node: 6 s, or 10 s with Undo; hover and focus hold it.
// The server sends HX-Trigger: {"toast": {"words": "Assigned to you", "undo": "/t/INC-1/undo/"}}.
import { announce } from "./page.js";

const box = document.getElementById("toast");
const undo = box.querySelector("[data-toast-undo]");
let timer = 0;

const hide = () => { box.hidden = true; };
const wait = () => {
  clearTimeout(timer);
  timer = setTimeout(hide, undo && !undo.hidden ? 10000 : 6000);
};

export function toast({ words, undo: address }) {
  box.querySelector("[data-toast-words]").textContent = words;
  if (undo) {
    undo.hidden = !address;
    if (address) undo.action = address;
  }
  box.hidden = false;
  announce(words);
  wait();
}

box.querySelector("[data-toast-close]").addEventListener("click", hide);
for (const kind of ["pointerenter", "focusin"]) box.addEventListener(kind, () => clearTimeout(timer));
for (const kind of ["pointerleave", "focusout"]) box.addEventListener(kind, wait);
document.addEventListener("toast", (event) => toast(event.detail));
