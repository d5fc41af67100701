// Runs before the first paint, so that a dark page never flashes white. An
// external file because the page's CSP allows no inline script.
(() => {
  let choice = "system";
  try {
    choice = localStorage.getItem("codequest.theme") || "system";
  } catch {
    // Storage can be refused; the system's choice is then used.
  }
  const dark =
    choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
