// Time: a slider with two ends over the days on which something is dated, and how much was said on each.
const BARS = 48; // at most; with more days than that, a bar stands for several
const per = Math.max(1, Math.ceil(days.length / BARS));
let bars = [];

function timeline() {
  byId("time").closest("details").hidden = days.length === 0;
  byId("slider").hidden = days.length < 2;
  byId("one-day").hidden = days.length !== 1;
  byId("one-day").textContent = `All that is dated is of ${dayName(0)}.`;
  byId("undated-row").hidden = statements.every((said) => said.span);
  for (const id of ["since", "until"]) {
    byId(id).max = String(days.length - 1);
    byId(id).addEventListener("input", () => ends(id));
    byId(id).addEventListener("change", () => change(range()));
  }
  byId("undated").addEventListener("change", () => change({ undated: byId("undated").checked }));
  if (days.length > 1) histogram();
}

function histogram() {
  const holder = byId("histogram");
  const number = Math.ceil(days.length / per);
  holder.setAttribute("viewBox", `0 0 ${number * 10} 40`);
  bars = Array.from({ length: number }, (_, index) => {
    const bar = inSvg("rect", { x: index * 10 + 0.5, width: 9 });
    const name = inSvg("title");
    bar.append(name);
    holder.append(bar);
    return [bar, name];
  });
}

// Neither end passes the other; both say which day they stand for.
function ends(moving) {
  const [since, until] = [byId("since"), byId("until")];
  if (Number(since.value) > Number(until.value)) {
    if (moving === "since") since.value = until.value;
    else until.value = since.value;
  }
  for (const end of [since, until]) end.setAttribute("aria-valuetext", dayName(end.value));
  byId("range").textContent =
    since.value === until.value
      ? dayName(since.value)
      : `${dayName(since.value)} – ${dayName(until.value)}`;
}

function range() {
  const [first, last] = [Number(byId("since").value), Number(byId("until").value)];
  return { since: first > 0 ? days[first] : null, until: last < days.length - 1 ? days[last] : null };
}

function countTime() {
  byId("undated").checked = state.undated;
  byId("undated-count").textContent = String(now.counts.undated);
  if (days.length < 2) return;
  const first = state.since ? days.findIndex((day) => day >= state.since) : 0;
  const last = state.until ? days.findLastIndex((day) => day <= state.until) : days.length - 1;
  byId("since").value = String(first < 0 ? days.length - 1 : first);
  byId("until").value = String(Math.max(0, last));
  ends("until");
  const counts = bars.map((_, index) =>
    days
      .slice(index * per, (index + 1) * per)
      .reduce((sum, day) => sum + (now.counts.days.get(day) ?? 0), 0),
  );
  const most = Math.max(1, ...counts);
  bars.forEach(([bar, name], index) => {
    const height = counts[index] ? Math.max(2, (counts[index] / most) * 38) : 0;
    bar.setAttribute("height", String(height));
    bar.setAttribute("y", String(40 - height));
    const [from, to] = [index * per, Math.min(days.length, (index + 1) * per) - 1];
    bar.classList.toggle("out", to < byId("since").value || from > byId("until").value);
    const when = from === to ? dayName(from) : `${dayName(from)} – ${dayName(to)}`;
    name.textContent = `${when}: ${count(counts[index], "statement")}`;
  });
}
