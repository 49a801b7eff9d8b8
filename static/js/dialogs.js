// Native dialogs and <details> menus: open, close, close on a press outside.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]");
  if (opener) document.getElementById(opener.dataset.dialogOpen).showModal();
  event.target.closest("[data-dialog-close]")?.closest("dialog").close();
  if (event.target.matches("dialog[open]")) event.target.close();
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && (event.target.closest?.(".q-panel[open]") || document.querySelector("[data-menu][open]"));
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
  event.stopImmediatePropagation();
}, true);
