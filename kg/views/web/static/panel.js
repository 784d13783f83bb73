// The evidence panel of every page; comes after evidence.js, whose receipts it lists.
const panel = document.getElementById("evidence");
const TALLIED = 6; // speakers named in the count of a panel; the others are counted together
let opener = null; // where the focus goes back to
let closing = null;

function bySpeaker(entries) {
  const names = new Map(entries.map(([receipt]) => [receipt.speaker, receipt.who]));
  const counts = tally(entries.map(([receipt]) => receipt.speaker));
  if (counts.size < 2) return "";
  const order = ranked(counts, (speaker) => names.get(speaker));
  const named = order.slice(0, TALLIED).map((speaker) => `${names.get(speaker)} ${counts.get(speaker)}`);
  const left = order.length - named.length;
  return `By speaker: ${named.join(", ")}${left > 0 ? `, ${count(left, "other")}` : ""}`;
}

// Shows what was chosen; `entries` as for listReceipts. Options: `from`, the element that gets the focus
// back; `focus`: false where the person stays where he is; `closed`, called when the panel closes.
function openPanel(title, summary, entries, options = {}) {
  const { from = document.activeElement, focus = true, closed = null } = options;
  const claimants = document.getElementById("claimants");
  document.getElementById("subject").textContent = title;
  document.getElementById("summary").textContent = summary;
  claimants.textContent = bySpeaker(entries);
  claimants.hidden = !claimants.textContent;
  listReceipts(document.getElementById("claims"), entries);
  if (!panel.contains(from)) opener = from;
  closing = closed;
  panel.hidden = false;
  panel.scrollTop = 0;
  document.body.classList.add("panelled");
  if (focus) document.getElementById("subject").focus({ preventScroll: true });
}

function closePanel() {
  if (panel.hidden) return;
  const within = panel.contains(document.activeElement);
  panel.hidden = true;
  document.body.classList.remove("panelled");
  if (within && opener?.isConnected) opener.focus({ preventScroll: true });
  closing?.();
  closing = null;
}

document.getElementById("close").addEventListener("click", closePanel);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || panel.hidden || event.defaultPrevented) return;
  event.preventDefault();
  closePanel();
});
