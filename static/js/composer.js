// The composer's extras: "More below" while the last entry is out of sight, and the names of chosen files.
const below = document.querySelector("[data-more-below]");
const last = below && document.querySelector(below.hash);
if (last) {
  const watch = new IntersectionObserver(([entry]) => { below.hidden = entry.isIntersecting; }, {
    rootMargin: "0px 0px -160px 0px",
  });
  watch.observe(last);
}

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-file-names]")) return;
  const list = event.target.form.querySelector("[data-file-list]");
  list.textContent = [...event.target.files].map((file) => file.name).join(", ");
});
