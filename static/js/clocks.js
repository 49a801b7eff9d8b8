// Clocks tick here every 15 s from data-due; the server sends changes only. Words as in core/display.py.
const MINUTE = 60000;

export function spanWords(milliseconds) {
  const minutes = Math.max(1, Math.ceil(Math.floor(Math.abs(milliseconds) / 1000) / 60));
  if (minutes < 60) return `${minutes}m`;
  if (minutes < 1440) return `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, "0")}m`;
  return `${Math.floor(minutes / 1440)}d ${Math.floor((minutes % 1440) / 60)}h`;
}

export function timeLeftWords(due, now) {
  const left = due - now;
  if (left <= 0) return `${spanWords(left)} over`;
  return left <= 59 * MINUTE ? `${spanWords(left)} left` : spanWords(left);
}

function paint(chip, now) {
  const due = Date.parse(chip.dataset.due);
  const words = chip.querySelector("[data-due-words]");
  const text = timeLeftWords(due, now);
  if (words.textContent !== text) words.textContent = text;
  if (!chip.classList.contains("sla")) return;
  const risk = chip.dataset.riskAt && Date.parse(chip.dataset.riskAt) <= now;
  if (due <= now) turn(chip, "sla-late", "alert-octagon");
  else if (risk) turn(chip, "sla-risk", "clock-hour-9");
}

function turn(chip, name, icon) {
  if (chip.classList.contains(name)) return;
  chip.classList.remove("sla-ok", "sla-risk");
  chip.classList.add(name);
  const use = chip.querySelector("use");
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${icon}`));
}

export const tick = (now = Date.now()) => {
  for (const chip of document.querySelectorAll("[data-due]")) paint(chip, now);
};

setInterval(tick, 15000);
document.addEventListener("visibilitychange", () => { if (!document.hidden) tick(); });
document.addEventListener("htmx:afterSettle", () => tick());
