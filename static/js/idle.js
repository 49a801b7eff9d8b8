// Warns before the idle time signs the person out: one minute ahead, 30 s where the time is short. Only what the
// server counts as activity counts here: a page, a press that reached it, a saved draft; never the poll.
import { get } from "./request.js";

const limit = Number(document.body.dataset.idleSeconds);
const warning = limit > 300 ? 60 : 30;
const dialog = document.getElementById("idle");
const left = dialog.querySelector("[data-idle-left]");
let since = Date.now();

const remaining = () => Math.ceil(limit - (Date.now() - since) / 1000);
const words = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

function active() {
  since = Date.now();
  if (dialog.open) dialog.close();
}

function look() {
  const seconds = remaining();
  if (seconds <= 0) {
    location.reload();
    return;
  }
  if (seconds <= warning) {
    left.textContent = words(seconds);
    if (!dialog.open) dialog.showModal();
  }
  setTimeout(look, seconds > warning ? Math.min((seconds - warning) * 1000, 60000) : 1000);
}

dialog.querySelector("[data-idle-stay]").addEventListener("click", async () => {
  const response = await get(location.href);
  if (response.ok && !response.redirected) active();
  else location.reload();
});
document.addEventListener("desk:active", active);
document.addEventListener("htmx:afterOnLoad", (event) => {
  if (!event.detail.requestConfig.headers["X-Passive"]) active();
});
look();
