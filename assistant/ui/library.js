// The list of articles: "Remove" beside one tells the server which.
element.addEventListener("click", (event) => {
  const button = event.target.closest("button.take");
  if (button) trigger("delete", { article: button.dataset.article });
});
