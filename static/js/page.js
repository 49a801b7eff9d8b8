// Words and small questions every behavior shares. Words come from the templates, so that they can be translated.

export const person = document.body.dataset.user || "";
export const keysOff = () => document.body.dataset.keyboard === "off";
// The letters a person moved: {pressed: what it stands for, "" for nothing}.
export const moved = JSON.parse(document.body.dataset.keys || "{}");
// A letter with Shift is "+a": told from capitals, which are letters as usual.
export function pressed({ key, shiftKey }) {
  if (key.length > 1) return key;
  const letter = key.toLowerCase();
  return shiftKey && letter !== key ? `+${letter}` : letter;
}
export const usual = (key) => (/^\+./.test(key) ? `+${usual(key[1])}` : moved[key] ?? key);
export const clock = (at = new Date()) => at.toTimeString().slice(0, 5);
export const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
export const typing = (element) =>
  element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio])");

export function announce(words) {
  const node = document.getElementById("status");
  node.textContent = "";
  requestAnimationFrame(() => { node.textContent = words; });
}
