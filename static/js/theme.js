// The theme switch without a page load; the cookie is the same one the form sets, so the server agrees next time.
const media = { light: "not all", dark: "screen", auto: "screen and (prefers-color-scheme: dark)" };
const YEAR = 31536000;

document.addEventListener("submit", (event) => {
  const theme = event.submitter?.value;
  if (!event.target.matches("[data-theme-form]") || !media[theme]) return;
  event.preventDefault();
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `theme=${theme}; path=/; max-age=${theme === "auto" ? 0 : YEAR}; samesite=lax${secure}`;
  document.documentElement.dataset.bsTheme = theme;
  document.getElementById("dark-sheet").media = media[theme];
  for (const button of document.querySelectorAll("[data-theme-form] [aria-pressed]")) {
    button.setAttribute("aria-pressed", button.value === theme);
  }
});
