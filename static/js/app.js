// The one entry: marks that script runs, then loads each behavior only where the page asks for it.
document.documentElement.dataset.script = "";
