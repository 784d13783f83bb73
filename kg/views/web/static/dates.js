// Dates as documents give them: a year, a month, a day, or an interval of them ("2031/2032").

// The first day and the last one that such a date may mean; null where there is none.
function daysOf(date) {
  if (!date) return null;
  const [start, end = start] = date.split("/");
  return [
    (start || end) + "0000-01-01".slice((start || end).length),
    (end || start) + "9999-12-31".slice((end || start).length),
  ];
}
