// The way past the header of a site. A view keeps its state in the address, which therefore stays as it is.
const skip = document.querySelector(".skip");
skip.addEventListener("click", (event) => {
  event.preventDefault();
  const main = document.querySelector("main");
  main.tabIndex = -1;
  main.focus();
});
