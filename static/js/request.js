// Requests of our own and of htmx carry the form token; a lost line shows the offline strip until one succeeds.
import { clock, fill } from "./page.js";

const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";

function line(lost) {
  const strip = document.getElementById("offline");
  if (strip.hidden !== lost) return;
  const words = strip.querySelector("[data-offline-words]");
  if (lost) words.textContent = fill(words.dataset.words, { time: clock() });
  strip.hidden = !lost;
}

export async function post(url, body, { passive = false } = {}) {
  const headers = { "X-CSRFToken": token(), "X-Requested-With": "fetch", ...(passive ? { "X-Passive": "1" } : {}) };
  return reached(fetch(url, { method: "POST", headers, body, credentials: "same-origin" }));
}

// A request the page makes by itself is passive: it never keeps the person signed in.
export async function get(url, { passive = false } = {}) {
  const headers = { "X-Requested-With": "fetch", ...(passive ? { "X-Passive": "1" } : {}) };
  return reached(fetch(url, { headers, credentials: "same-origin" }));
}

async function reached(answer) {
  try {
    const response = await answer;
    line(false);
    return response;
  } catch (error) {
    line(true);
    throw error;
  }
}

document.addEventListener("htmx:configRequest", (event) => { event.detail.headers["X-CSRFToken"] = token(); });
document.addEventListener("htmx:sendError", () => line(true));
document.addEventListener("htmx:afterOnLoad", () => line(false));
addEventListener("offline", () => line(true));
addEventListener("online", () => line(false));
