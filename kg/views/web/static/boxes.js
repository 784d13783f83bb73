// Check boxes in rows: what each stands for, its sign, and how much there is of it. Comes after evidence.js.
function checkRow({ label, count: number = "", image = null, checked = true }, toggled = () => {}) {
  const row = element("label", null, "check");
  const box = element("input");
  box.type = "checkbox";
  box.checked = checked;
  box.addEventListener("change", () => toggled(box.checked));
  const name = element("span", label, "name");
  name.title = label;
  const counter = element("span", String(number), "count");
  row.append(box, ...(image ? [image] : []), name, counter);
  return { row, box, counter };
}

// Fills an element with boxes that take what they stand for out of `off`; rows are {name, label, count, image}.
function boxes(id, rows, off, changed) {
  const made = rows.map((row) => checkRow({ ...row, checked: !off.has(row.name) }, (checked) => {
    if (checked) off.delete(row.name); else off.add(row.name);
    changed();
  }).row);
  byId(id).replaceChildren(...made);
}
