// Words and small questions every behavior shares. Words come from the templates, so that they can be translated.

export const person = document.body.dataset.user || "";
export const keysOff = () => document.body.dataset.keyboard === "off";
// The letters a person moved: {pressed: what it stands for, "" for nothing}.
export const moved = JSON.parse(document.body.dataset.keys || "{}");
export const pressed = (event) => (event.key.length === 1 ? event.key.toLowerCase() : event.key);
export const usual = (key) => moved[key] ?? key;
export const clock = (at = new Date()) => at.toTimeString().slice(0, 5);
export const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
export const typing = (element) =>
  element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio])");

export function announce(words) {
  const node = document.getElementById("status");
  node.textContent = "";
  requestAnimationFrame(() => { node.textContent = words; });
}
