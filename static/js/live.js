// The light poll: GET data-live?since=cursor answers 204, or {new, changed, cursor}. Nothing under the person's
// eyes moves: new rows wait behind a button, changed rows are replaced unless focused, ticked or open.
import { announce, clock, fill } from "./page.js";
import { get } from "./request.js";

const node = document.getElementById("live");
const button = document.querySelector("[data-new-rows]");
const changed = new Set();
let cursor = node.dataset.cursor;
let failures = 0;
let waiting = 0;

const jitter = (milliseconds) => milliseconds * (0.85 + Math.random() * 0.3);
const pause = () => jitter(document.hidden || failures > 1 ? 30000 : 4000);

function later() {
  clearTimeout(waiting);
  waiting = setTimeout(ask, pause());
}

async function ask() {
  try {
    const address = new URL(node.dataset.live, location);
    address.searchParams.set("since", cursor);
    const response = await get(address, { passive: true });
    if (response.status === 401) location.reload();
    else if (response.status === 200) take(await response.json());
    else if (response.status !== 204) throw new Error(response.status);
    failures = 0;
    say(true);
  } catch {
    failures += 1;
    if (failures === 2) say(false);
  }
  await replaceRows();
  later();
}

function say(live) {
  node.classList.toggle("live-paused", !live);
  const words = live ? node.dataset.wordsLive : fill(node.dataset.wordsPaused, { time: clock() });
  if (node.textContent !== words) node.textContent = words;
}

function take(answer) {
  cursor = answer.cursor ?? cursor;
  for (const key of answer.changed) changed.add(key);
  if (!button || !answer.new) return;
  const words = fill(button.dataset.words, { n: answer.new });
  const told = button.querySelector("[data-new-words]");
  if (told.textContent !== words) announce(words);
  told.textContent = words;
  button.hidden = false;
}

const busy = (row) =>
  row.contains(document.activeElement) || row.matches(".is-open, :has(.tick:checked)") || row.matches(":hover");

async function replaceRows() {
  if (!node.dataset.rowUrl || failures) return;
  for (const key of [...changed]) {
    const row = document.getElementById(`row-${key}`);
    if (row && busy(row)) continue;
    changed.delete(key);
    if (row) await replace(row, key);
  }
}

async function replace(row, key) {
  const url = node.dataset.rowUrl.replace("{key}", encodeURIComponent(key));
  const target = `#${CSS.escape(row.id)}`;
  await window.htmx.ajax("GET", url, { target, swap: "outerHTML", headers: { "X-Passive": "1" } });
}

document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
say(true);
later();
