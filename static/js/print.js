// A sheet made for paper: its button opens the browser's own print dialog.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});
