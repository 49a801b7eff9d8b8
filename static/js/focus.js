// After a swap that answers the person, focus goes to what arrived and the one status node says it.
// The arriving fragment marks its heading with data-focus, and may carry data-announce="24 tickets".
import { announce } from "./page.js";

document.querySelector("[data-focus]")?.focus();

document.addEventListener("htmx:afterSettle", (event) => {
  const region = event.detail.elt;
  const heading = region.matches("[data-focus]") ? region : region.querySelector("[data-focus]");
  if (heading) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
  const speaker = region.matches("[data-announce]") ? region : region.querySelector("[data-announce]");
  if (speaker) announce(speaker.dataset.announce);
});
