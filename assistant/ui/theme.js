// The reader's choice of colours, kept by the browser.
(choice) => {
  const dark = choice === "Dark" || (choice !== "Light" && window.matchMedia("(prefers-color-scheme: dark)").matches);
  document.body.classList.toggle("dark", dark);
  localStorage.setItem("sourcebound-colours", choice);
}
