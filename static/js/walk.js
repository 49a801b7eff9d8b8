// An inventory walk: each scan clears the field at once and waits in line, so that a fast hand or a lost line loses none.
import { fill } from "./page.js";
import { get, post } from "./request.js";

const form = document.querySelector("[data-walk]");
const region = document.getElementById("walk-live");
const told = form.querySelector("[data-waiting]");
const beep = form.querySelector("[data-beep]");
const line = [];
let sending = false;

function sound(outcome) {
  const context = new AudioContext();
  const tone = context.createOscillator();
  tone.frequency.value = outcome === "correct" ? 880 : 330;
  tone.connect(context.destination);
  tone.start();
  tone.stop(context.currentTime + 0.12);
}

async function show(response) {
  if (response.status >= 500) throw new Error(response.status);
  if (response.redirected || ![200, 409, 422].includes(response.status)) return location.reload();
  const folded = [...region.querySelectorAll("details")].map(({ id, open }) => [id, open]);
  region.innerHTML = await response.text();
  for (const [id, open] of folded) document.getElementById(id)?.toggleAttribute("open", open);
  return region.firstElementChild.dataset;
}

async function sendAll() {
  if (sending) return;
  sending = true;
  try {
    while (line.length) {
      const state = await show(await post(location.pathname, line[0]));
      line.shift();
      if (!state) return;
      form.elements.here.value = state.here;
      if (beep.checked) sound(state.outcome);
    }
  } catch {
    setTimeout(sendAll, 3000);
  } finally {
    sending = false;
    told.textContent = line.length ? fill(told.closest("form").dataset.waits, { n: line.length }) : "";
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  line.push(new FormData(form));
  form.elements.code.value = "";
  sendAll();
});

setInterval(async () => {
  if (sending || line.length || document.hidden || region.contains(document.activeElement)) return;
  const address = `${location.pathname}?here=${encodeURIComponent(form.elements.here.value)}`;
  await get(address, { passive: true }).then((answer) => (sending ? null : show(answer))).catch(() => null);
}, 10000);
