// The composer's extras: "More below" while the last entry is out of sight, and names and sizes of chosen files.
const below = document.querySelector("[data-more-below]");
const last = below && document.querySelector(below.hash);
if (last) {
  const watch = new IntersectionObserver(([entry]) => { below.hidden = entry.isIntersecting; }, {
    rootMargin: "0px 0px -160px 0px",
  });
  watch.observe(last);
}

const size = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 2 ** 20).toFixed(1)} MB`);

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-file-names]")) return;
  const list = event.target.form.querySelector("[data-file-list]");
  list.textContent = [...event.target.files].map((file) => `${file.name} (${size(file.size)})`).join(", ");
});
