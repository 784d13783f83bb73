// The way past the header of a site. A view keeps its state in the address, which therefore stays as it is.
const skip = document.querySelector(".skip");
skip.addEventListener("click", (event) => {
  event.preventDefault();
  const content = document.querySelector(skip.getAttribute("href"));
  if (content.tabIndex < 0) content.tabIndex = -1;
  content.focus();
});
