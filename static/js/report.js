// Writing a report: a pasted picture is attached, a tile pressed again is cleared, a scanner's Enter moves on.
document.addEventListener("paste", (event) => {
  const area = event.target.closest?.("[data-paste]");
  const pictures = [...(event.clipboardData?.files || [])].filter((file) => file.type.startsWith("image/"));
  if (!area || !pictures.length) return;
  event.preventDefault();
  const input = document.getElementById(area.dataset.paste);
  const all = new DataTransfer();
  for (const file of [...input.files, ...pictures]) all.items.add(file);
  input.files = all.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

const tile = (event) => event.target.closest?.(".p-tile")?.querySelector("input");
let pressed = null;

function clear(radio) {
  radio.checked = false;
  radio.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("pointerdown", (event) => {
  const radio = tile(event);
  pressed = radio?.checked ? radio : null;
});
document.addEventListener("click", (event) => {
  if (pressed && event.target === pressed) clear(pressed);
  pressed = null;
});
document.addEventListener("keydown", (event) => {
  const radio = event.key === " " && tile(event);
  if (radio?.checked) {
    event.preventDefault();
    clear(radio);
  }
  if (event.key === "Enter" && event.target.matches("[data-scan]") && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    document.getElementById("id_callback").focus();
  }
});
