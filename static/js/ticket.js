// The page of a ticket: opens at what is new, and beats every 15 s so that others see who reads or writes. What a
// held reply shows (data-held: seconds) changes when its time is over.
import { post } from "./request.js";

const EVERY = 15000;
const page = document.querySelector("[data-beat]");
const presence = document.getElementById("presence");
const composer = document.getElementById("compose");

function mode() {
  const area = composer?.querySelector("textarea");
  if (!area?.value.trim() || !composer.contains(document.activeElement)) return "reading";
  return composer.querySelector("[name=kind]:checked").value;
}

async function beat() {
  if (document.hidden) return;
  try {
    const response = await post(page.dataset.beat, new URLSearchParams({ mode: mode() }), { passive: true });
    if (!response.ok) return;
    const words = await response.text();
    if (presence.innerHTML.trim() !== words.trim()) presence.innerHTML = words;
  } catch {
    // The offline strip says it; the next beat tries again.
  }
}

const phone = matchMedia("(max-width: 767px)").matches;
if (composer && phone && !document.querySelector(".t-main [role=alert]") && !composer.contains(document.activeElement)) {
  composer.classList.add("is-mini");
  composer.addEventListener("focusin", () => composer.classList.remove("is-mini"), { once: true });
}

for (const node of document.querySelectorAll("[data-held]")) {
  setTimeout(() => {
    if (node.dataset.then) node.textContent = node.dataset.then;
    else node.remove();
  }, Number(node.dataset.held) * 1000);
}

const opening = document.querySelector("[data-scroll-to]");
if (opening && !location.hash) document.getElementById(opening.dataset.scrollTo)?.scrollIntoView({ block: "center" });
beat();
setInterval(beat, EVERY);
composer?.addEventListener("focusin", beat, { once: true });
