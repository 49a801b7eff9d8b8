// Shared workstation: 20 s after the receipt the count to signing out shows for 30 s, and can be stopped (WCAG 2.2.1).
const OFFER_AFTER = 20000;
const COUNT = 30;

const box = document.querySelector("[data-sign-off]");
const stop = box.querySelector("[data-sign-off-stop]");
const words = box.querySelector("[data-sign-off-words]");
const left = box.querySelector("[data-sign-off-left]");

let timer = setTimeout(() => count(COUNT), OFFER_AFTER);

function count(seconds) {
  words.hidden = stop.hidden = false;
  left.textContent = seconds;
  if (seconds === 0) document.querySelector("form[data-sign-out]").requestSubmit();
  else timer = setTimeout(() => count(seconds - 1), 1000);
}

stop.addEventListener("click", () => {
  clearTimeout(timer);
  box.hidden = true;
});
