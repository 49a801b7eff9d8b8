// Words and small questions every behavior shares. Words come from the templates, so that they can be translated.

export const person = document.body.dataset.user || "";
export const KEYS_OFF = "keys=off";
export const keysOff = () => document.cookie.split("; ").includes(KEYS_OFF);
export const clock = (at = new Date()) => at.toTimeString().slice(0, 5);
export const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
export const typing = (element) =>
  element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio])");

export function announce(words) {
  const node = document.getElementById("status");
  node.textContent = "";
  requestAnimationFrame(() => { node.textContent = words; });
}
