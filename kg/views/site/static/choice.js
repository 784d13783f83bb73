// Which statements of a sheet are shown: all, or those about one topic or by one speaker.
for (const sheet of document.querySelectorAll(".statements")) {
  const label = sheet.querySelector(".choice");
  if (!label) continue;
  const select = label.querySelector("select");
  const choose = () => {
    const wanted = select.value;
    for (const quoted of sheet.querySelectorAll(".quoted")) {
      quoted.hidden = wanted !== "" && !quoted.dataset.choices.split(" ").includes(wanted);
    }
    for (const group of sheet.querySelectorAll(".period, details")) {
      group.hidden = !group.querySelector(".quoted:not([hidden])");
      if (group.tagName === "DETAILS") group.open = wanted !== "";
    }
  };
  label.hidden = false;
  select.addEventListener("change", choose);
}
