// Where states go: paths along principal components, in two or three dimensions.

const PATHS_MARGIN = { top: 16, right: 20, bottom: 46, left: 62 };
/** An axis of iterations stands beside the components. */
const BY_ITERATION = -1;

function paths(trace, view) {
  const components = trace.components.shares.length;
  if (components === 0) {
    byId('paths-controls').hidden = true;
    byId('paths-exports').hidden = true;
    byId('paths-caption').textContent = 'There are no principal components in this trace, so there is nothing to draw.';
    return () => {};
  }
  const figure = new Figure(byId('paths-figure'), '', (width) => Math.max(300, Math.min(540, width * 0.62)),
    (pen, width, height, ink) => drawPaths(pen, width, height, ink, trace, view));
  figure.canvas.tabIndex = 0;
  turning(figure.canvas, view);
  view.watch('mode x y z scope axes frame', () => pathsControls(trace, view));
  byId('paths-exports').append(svgButton('paths', () => pathsWords(trace, view), figure, figure.height,
    (pen, width, height, ink) => drawPaths(pen, width, height, ink, trace, view)));
  view.watch('d t i mode x y z scope axes frame yaw pitch right', () => {
    figure.canvas.classList.toggle('turns', view.mode === '3d');
    figure.describe(pathsWords(trace, view));
    byId('paths-caption').textContent = pathsCaption(trace, view);
    figure.redraw();
  });
  return () => figure.redraw();
}

const shownAxes = (view) => (view.mode === '3d' ? [view.x, view.y, view.z] : [view.x, view.y]);

function axisName(trace, axis) {
  return axis === BY_ITERATION ? 'iteration' : `PC ${axis + 1} (${percent(trace.components.shares[axis])} of variance)`;
}

function pathsControls(trace, view) {
  const { shares } = trace.components;
  const axes = Array.from(shares, (share, axis) => [String(axis), `PC ${axis + 1} · ${percent(share)}`]);
  const withIterations = [...axes, [String(BY_ITERATION), 'iteration']];
  const axis = (name, options) => select(name, options, String(view[name]), (value) => view.set({ [name]: Number(value) }));
  byId('paths-controls').replaceChildren(...[
    choice('Tokens', [['document', 'Document'], ['selected', 'Selected only'], ['all', 'All documents']], view.scope, (scope) => view.set({ scope })),
    choice('Drawn in', [['2d', '2-D'], ['3d', '3-D', shares.length < 3 && 'takes three components']], view.mode, (mode) => view.set({ mode })),
    axis('x', withIterations), axis('y', withIterations), view.mode === '3d' ? axis('z', axes) : null,
    choice('Axes', [['fitted', 'Fitted'], ['equal', 'Equal']], view.axes, (value) => view.set({ axes: value })),
    choice('Frame', [['most', 'Most tokens'], ['all', 'All']], view.frame, (frame) => view.set({ frame })),
  ].filter(Boolean));
}

/** The tokens whose paths are drawn. */
function pathTokens(trace, view) {
  const whole = ({ first, tokens }) => Array.from({ length: tokens }, (_, t) => first + t);
  if (view.scope === 'selected') return [view.token];
  return view.scope === 'all' ? view.documents.flatMap(whole) : whole(view.document);
}

/** The coordinate of a token's state. */
function coordinate(trace, axis) {
  if (axis === BY_ITERATION) return (token, state) => state;
  const { values, shares } = trace.components;
  const states = trace.iterations + 1;
  return (token, state) => values[(token * states + state) * shares.length + axis];
}

/** Calls back with every finite coordinate of some tokens. */
function eachCoordinate(trace, tokens, of, visit) {
  tokens.forEach((token) => {
    for (let state = 0; state <= trace.iterations; state++) {
      const value = of(token, state);
      if (Number.isFinite(value)) visit(value, token);
    }
  });
}

/** The coordinates of tokens on an axis, sorted. */
function sortedCoordinates(trace, tokens, of) {
  const all = new Float32Array(tokens.length * (trace.iterations + 1));
  let n = 0;
  eachCoordinate(trace, tokens, of, (value) => { all[n++] = value; });
  return all.subarray(0, n).sort();
}

/**
 * The few tokens that go far off all others, as a first token often does. Where many go far, that is
 * how tokens go, and none is left out.
 */
function farTokens(trace, tokens, axes) {
  const far = new Set();
  axes.forEach((of) => {
    const sorted = sortedCoordinates(trace, tokens, of);
    if (sorted.length === 0) return;
    const [low, high] = [quantile(sorted, 0.1), quantile(sorted, 0.9)];
    const [from, to] = [2 * low - high, 2 * high - low];
    eachCoordinate(trace, tokens, of, (value, token) => { if (value < from || value > to) far.add(token); });
  });
  return far.size <= tokens.length / 10 ? far : new Set();
}

/** The ends of an axis, with some room; undefined where no token has a number on it. */
function extent(trace, tokens, of) {
  let [low, high] = [Infinity, -Infinity];
  eachCoordinate(trace, tokens, of, (value) => {
    low = Math.min(low, value);
    high = Math.max(high, value);
  });
  if (low > high) return undefined;
  const room = (high - low || Math.abs(high) || 1) * 0.06;
  return { low: low - room, high: high + room };
}

/** Extents are costly, and stay the same while a figure is turned or played. */
const extents = { key: '', made: { ranges: [], far: 0 } };

/** The ends of the axes, and how many tokens go beyond them. */
function pathExtents(trace, view, tokens) {
  const axes = shownAxes(view);
  const key = JSON.stringify([axes, view.scope, view.right, view.d, view.t, view.frame]);
  if (extents.key !== key) {
    const coordinates = axes.map((axis) => coordinate(trace, axis));
    const far = view.frame === 'all' ? new Set() : farTokens(trace, tokens, coordinates);
    far.delete(view.token);
    const near = tokens.filter((token) => !far.has(token));
    Object.assign(extents, { key, made: { ranges: coordinates.map((of) => extent(trace, near, of)), far: far.size } });
  }
  return extents.made;
}

/** Makes room on the shorter axis until all have the same unit in so many pixels. */
function equalised(ranges, sizes) {
  const unit = Math.max(...ranges.map(({ low, high }, i) => (high - low) / sizes[i]));
  return ranges.map(({ low, high }, i) => {
    const [middle, half] = [(low + high) / 2, unit * sizes[i] / 2];
    return { low: middle - half, high: middle + half };
  });
}

function drawPaths(pen, width, height, ink, trace, view) {
  const tokens = pathTokens(trace, view);
  const found = pathExtents(trace, view, tokens).ranges;
  if (found.some((range) => !range)) {
    pen.text(width / 2, height / 2, 'No state has a number on these axes.', { fill: ink('soft'), size: 14, align: 'center' });
    return;
  }
  const space = view.mode === '3d' ? solid(pen, width, height, ink, trace, view, found) : plane(pen, width, height, ink, trace, view, found);
  const draw = () => {
    const many = tokens.length;
    const alpha = many > 600 ? 0.18 : many > 120 ? 0.3 : many > 30 ? 0.5 : 0.75;
    tokens.forEach((token) => {
      if (token !== view.token) tokenPath(pen, ink, trace, view, space, token, alpha, many);
    });
    selectedPath(pen, ink, trace, view, space);
  };
  pen.within(space.left, space.top, space.across, space.down, draw);
}

/** The points of a token's path until an iteration; states without numbers are left out. */
function pathPoints(space, token, last) {
  const points = [];
  for (let state = 0; state <= last; state++) {
    const [x, y] = space.at(token, state);
    if (Number.isFinite(x + y)) points.push(x, y);
  }
  return points;
}

function tokenPath(pen, ink, trace, view, space, token, alpha, many) {
  const regime = trace.tokens.regimes[token];
  const stroke = ink(REGIME_COLOURS[regime]);
  const points = pathPoints(space, token, view.i);
  if (points.length === 0) return;
  pen.line(points, { stroke, width: many > 120 ? 0.8 : 1.2, dash: many > 120 ? [] : REGIME_DASHES[regime], alpha });
  regimeSign(pen, regime, points.at(-2), points.at(-1), many > 120 ? 2 : 3, stroke);
}

/** The selected token's path: its states shaded from the first to the last, some with their numbers. */
function selectedPath(pen, ink, trace, view, space) {
  const points = [];
  for (let state = 0; state <= view.i; state++) {
    const [x, y] = space.at(view.token, state);
    if (Number.isFinite(x + y)) points.push({ state, x, y });
  }
  if (points.length === 0) return;
  const flat = points.flatMap(({ x, y }) => [x, y]);
  pen.line(flat, { stroke: ink('paper'), width: 5, alpha: 0.8 });
  pen.line(flat, { stroke: ink('ink'), width: 1.6 });
  points.forEach(({ state, x, y }) => pen.circle(x, y, 3.4, {
    fill: SHADE_TEXTS[Math.round(255 * state / trace.iterations)], stroke: ink('ink'), width: points.length > 20 ? 0.3 : 0.8,
  }));
  const last = points.at(-1);
  regimeSign(pen, trace.tokens.regimes[view.token], last.x, last.y, 6, ink('ink'));
  // The last is labelled first: it tells where the path is now. Labels keep clear of each other.
  const labelled = [];
  [last, points[0], ...points.filter(({ state }) => state % 4 === 0), ...points].forEach((point) => {
    if (labelled.some(({ x, y }) => Math.abs(x - point.x) < 26 && Math.abs(y - point.y) < 17)) return;
    labelled.push(point);
    pen.text(point.x + 8, point.y - 9, String(point.state), { fill: ink('ink'), size: 12, weight: 600, halo: ink('paper') });
  });
}

/** Two axes with numbers; places states between them. */
function plane(pen, width, height, ink, trace, view, found) {
  const { top, right, bottom, left } = PATHS_MARGIN;
  const [across, down] = [width - left - right, height - top - bottom];
  const alike = view.x !== BY_ITERATION && view.y !== BY_ITERATION;
  const [a, b] = view.axes === 'equal' && alike ? equalised(found, [across, down]) : found;
  const x = (value) => left + (value - a.low) / (a.high - a.low) * across;
  const y = (value) => top + down - (value - b.low) / (b.high - b.low) * down;
  new Scale(a.low, a.high, false).ticks(across / 90).forEach((tick) => {
    pen.line([x(tick), top, x(tick), top + down], { stroke: ink('rule') });
    pen.text(x(tick), top + down + 14, said(tick), { fill: ink('soft'), align: 'center' });
  });
  new Scale(b.low, b.high, false).ticks(down / 60).forEach((tick) => {
    pen.line([left, y(tick), left + across, y(tick)], { stroke: ink('rule') });
    pen.text(left - 8, y(tick), said(tick), { fill: ink('soft'), align: 'right' });
  });
  pen.text(left + across / 2, height - 12, axisName(trace, view.x), { fill: ink('soft'), size: 13, align: 'center' });
  pen.text(12, top + down / 2, axisName(trace, view.y), { fill: ink('soft'), size: 13, align: 'center', turn: -90 });
  const [of, to] = [coordinate(trace, view.x), coordinate(trace, view.y)];
  return { left, top, across, down, at: (token, state) => [x(of(token, state)), y(to(token, state))] };
}

/** A box seen from far away, turned by two angles. */
function solid(pen, width, height, ink, trace, view, found) {
  const axes = shownAxes(view);
  const ranges = view.axes === 'equal' && !axes.includes(BY_ITERATION) ? equalised(found, [1, 1, 1]) : found;
  const [yaw, pitch] = [view.yaw * Math.PI / 180, view.pitch * Math.PI / 180];
  // Its diagonal fits whichever way it is turned.
  const size = Math.min(width * 0.94, height * 0.94) / Math.sqrt(3);
  const project = (x, y, z) => {
    const [turned, away] = [x * Math.cos(yaw) - z * Math.sin(yaw), x * Math.sin(yaw) + z * Math.cos(yaw)];
    return [width / 2 + size * turned, height / 2 - size * (y * Math.cos(pitch) - away * Math.sin(pitch))];
  };
  const corner = [-0.5, 0.5];
  corner.forEach((p) => corner.forEach((q) => {
    [[[-0.5, p, q], [0.5, p, q]], [[p, -0.5, q], [p, 0.5, q]], [[p, q, -0.5], [p, q, 0.5]]].forEach((edge) => {
      pen.line(edge.flatMap((end) => project(...end)), { stroke: ink('rule') });
    });
  }));
  const start = [-0.5, -0.5, -0.5];
  axes.forEach((axis, i) => {
    const end = start.map((value, j) => (i === j ? 0.5 : value));
    pen.line([...project(...start), ...project(...end)], { stroke: ink('soft'), width: 1.8 });
    const [x, y] = project(...end.map((value, j) => (i === j ? 0.56 : value)));
    const name = axis === BY_ITERATION ? 'iteration' : `PC ${axis + 1} (${percent(trace.components.shares[axis])})`;
    pen.text(Math.max(46, Math.min(width - 46, x)), y, name, { fill: ink('ink'), size: 12, align: 'center', halo: ink('paper') });
  });
  const of = axes.map((axis) => coordinate(trace, axis));
  const at = (token, state) => project(...of.map((value, i) => (value(token, state) - ranges[i].low) / (ranges[i].high - ranges[i].low) - 0.5));
  return { left: 0, top: 0, across: width, down: height, at };
}

/** Dragging and arrow keys turn the box. */
function turning(canvas, view) {
  let from;
  canvas.addEventListener('pointerdown', (event) => {
    if (view.mode !== '3d') return;
    from = { x: event.clientX, y: event.clientY, yaw: view.yaw, pitch: view.pitch };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (from) view.set({ yaw: from.yaw + (event.clientX - from.x) / 2, pitch: from.pitch + (event.clientY - from.y) / 2 });
  });
  const end = () => { from = undefined; };
  canvas.addEventListener('pointerup', end);
  canvas.addEventListener('pointercancel', end);
  canvas.addEventListener('keydown', (event) => {
    const turns = {
      ArrowLeft: { yaw: view.yaw - 5 }, ArrowRight: { yaw: view.yaw + 5 }, ArrowUp: { pitch: view.pitch + 5 }, ArrowDown: { pitch: view.pitch - 5 },
    };
    const moves = { ArrowLeft: { t: view.t - 1 }, ArrowRight: { t: view.t + 1 }, ArrowUp: { i: view.i + 1 }, ArrowDown: { i: view.i - 1 } };
    const step = (view.mode === '3d' ? turns : moves)[event.key];
    if (!step) return;
    event.preventDefault();
    view.set(step);
  });
}

/** The figure in a sentence. */
function pathsWords(trace, view) {
  const axes = shownAxes(view).map((axis) => axisName(trace, axis)).join(', ');
  const states = (state) => shownAxes(view).map((axis) => said(coordinate(trace, axis)(view.token, state))).join(', ');
  const tokens = view.scope === 'selected' ? 'the selected token' : view.scope === 'all' ? `the tokens of ${count(view.documents.length)} documents` : 'the tokens of the document';
  return `Paths of ${tokens} along ${axes}, up to iteration ${view.i}. Token “${plainText(trace.tokens.texts[view.token])}” goes from ${states(0)} to ${states(view.i)}.`;
}

function pathsCaption(trace, view) {
  const tokens = pathTokens(trace, view);
  const { far } = pathExtents(trace, view, tokens);
  const signs = trace.tokens.regimeNames.map((name, regime) => `${REGIME_SIGNS[regime]} ${name}`).join('   ');
  return [
    `${count(tokens.length)} ${tokens.length === 1 ? 'path' : 'paths'} up to iteration ${view.i}; a sign stands where each is: ${signs}.`,
    'The selected token is drawn over the others, its states numbered by iteration and lighter the later they are.',
    far ? `${count(far)} ${far === 1 ? 'token goes' : 'tokens go'} far off all others, in part outside the frame; “All” makes it hold them.` : '',
    view.mode === '3d' ? 'Drag, or press arrow keys on the figure, to turn it.' : '',
  ].filter(Boolean).join(' ');
}
