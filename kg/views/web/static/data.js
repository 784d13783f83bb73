// What the page carries for its scripts. Comes after evidence.js, which makes receipts whole again.
const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
for (const name of ["statements", "receipts"]) if (data[name]) data[name] = unpacked(data[name]);
