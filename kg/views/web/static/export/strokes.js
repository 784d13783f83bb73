// Lines as points, as in strokes.py. All in pixels, y down.
const strokes = (() => {
  const HEAD = 8; // length of an arrowhead; it is two thirds as wide
  const GAP = 1.5; // between the tip and the border of the symbol
  const PARALLEL = 1e-9; // what is less is rounding

  const unit = ([x, y]) => {
    const length = Math.hypot(x, y) || 1;
    return [x / length, y / length];
  };

  // How far along a ray from (0, 0) it meets the side from a to b; 0 where it does not.
  function crossing([dx, dy], a, b) {
    const [ex, ey] = [b[0] - a[0], b[1] - a[1]];
    const across = dx * ey - dy * ex;
    if (Math.abs(across) < PARALLEL) return 0;
    const far = (a[0] * ey - a[1] * ex) / across;
    const along = (a[0] * dy - a[1] * dx) / across;
    return far > 0 && along >= -PARALLEL && along <= 1 + PARALLEL ? far : 0;
  }

  function onRim(symbol, towards) {
    const ray = unit([towards[0] - symbol.x, towards[1] - symbol.y]);
    const corners = outline(symbol.shape, symbol.radius);
    const next = (number) => corners[(number + 1) % corners.length];
    const sides = corners.map((corner, number) => crossing(ray, corner, next(number)));
    const far = (Math.max(0, ...sides) || symbol.radius) + GAP;
    return [symbol.x + far * ray[0], symbol.y + far * ray[1]];
  }

  // The line from rim to rim, bent as vis-network does it, and the corners of its arrowhead, the tip first; null where the two touch.
  function stroke(source, target, bend, width) {
    const [dx, dy] = [target.x - source.x, target.y - source.y];
    const [far, angle] = [(1 + Math.abs(bend)) / 2, (bend * Math.PI) / 2];
    const [ahead, right] = [far * Math.cos(angle), far * Math.sin(angle)];
    const control = [source.x + dx * ahead - dy * right, source.y + dy * ahead + dx * right];
    const start = onRim(source, control);
    const tip = onRim(target, control);
    const long = HEAD + 1.5 * width;
    if ((tip[0] - start[0]) * dx + (tip[1] - start[1]) * dy <= long * Math.hypot(dx, dy)) return null;
    const [ux, uy] = unit([tip[0] - control[0], tip[1] - control[1]]);
    const end = [tip[0] - long * ux, tip[1] - long * uy];
    const half = long / 3;
    const [one, other] = [half, -half].map((aside) => [end[0] - aside * uy, end[1] + aside * ux]);
    return { start, control, end, head: [tip, one, other] };
  }

  function at({ start, control, end }, part) {
    const weights = [(1 - part) ** 2, 2 * (1 - part) * part, part ** 2];
    const knots = [start, control, end];
    return [0, 1].map((axis) => knots.reduce((sum, knot, number) => sum + weights[number] * knot[axis], 0));
  }

  return { stroke, at };
})();
