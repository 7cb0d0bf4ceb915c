// Tokens by iterations as a map of one measure.

const MAP_ROW = 18;
const MAP_TOP = 40;
const MAP_HEIGHT = 520;

const mapLabels = (width) => Math.min(150, Math.max(84, width * 0.22));

function map(trace, view) {
  if (trace.measures.length === 0) {
    ['map-controls', 'map-exports'].forEach((id) => { byId(id).hidden = true; });
    byId('map-caption').textContent = 'Nothing was measured in this trace, so there is no map.';
    return () => {};
  }
  const space = element('div', { class: 'map-space' });
  const scroll = element('div', { class: 'map-scroll' }, space);
  byId('map-figure').append(scroll);
  const rowsHeight = () => view.document.tokens * MAP_ROW;
  const shownHeight = () => (view.rows === 'all' ? MAP_HEIGHT : Math.min(MAP_HEIGHT, MAP_TOP + rowsHeight() + 4));
  const rowsShown = (height) => {
    if (view.rows === 'all') return { row: (height - MAP_TOP - 4) / view.document.tokens, from: 0, to: view.document.tokens, shift: 0 };
    const from = Math.floor(scroll.scrollTop / MAP_ROW);
    const to = Math.min(view.document.tokens, from + Math.ceil((height - MAP_TOP) / MAP_ROW) + 1);
    return { row: MAP_ROW, from, to, shift: from * MAP_ROW - scroll.scrollTop };
  };
  const figure = new Figure(space, '', shownHeight, (pen, width, height, ink) => drawMap(pen, width, height, ink, trace, view, rowsShown(height)));
  const legend = new Figure(byId('map-legend'), '', () => 40, (pen, width, height, ink) => drawLegend(pen, 0, width, ink, view.measure));
  scroll.addEventListener('scroll', () => figure.redraw());

  const { canvas } = figure;
  canvas.tabIndex = 0;
  /** The token and the place of the depth under the pointer. */
  const under = (event) => {
    const box = canvas.getBoundingClientRect();
    const left = mapLabels(figure.width);
    const { row, from, shift } = rowsShown(figure.height(figure.width));
    const t = from + Math.floor((event.clientY - box.top - MAP_TOP - shift) / row);
    const { depths } = view.measure;
    const place = Math.floor((event.clientX - box.left - left) / (figure.width - left) * depths.length);
    if (event.clientY - box.top < MAP_TOP || t < 0 || t >= view.document.tokens) return undefined;
    return { t, place: Math.max(0, Math.min(depths.length - 1, place)), labels: event.clientX - box.left < left };
  };
  canvas.addEventListener('pointermove', (event) => {
    const found = under(event);
    byId('map-reading').textContent = found && !found.labels ? mapReading(trace, view, found.t, found.place) : selectedReading(trace, view);
  });
  canvas.addEventListener('pointerleave', () => { byId('map-reading').textContent = selectedReading(trace, view); });
  canvas.addEventListener('click', (event) => {
    const found = under(event);
    if (found) view.set(found.labels ? { t: found.t } : { t: found.t, i: view.measure.depths[found.place] });
  });
  canvas.addEventListener('keydown', (event) => {
    const { depths } = view.measure;
    const place = view.measure.place(view.i);
    const page = Math.floor(MAP_HEIGHT / MAP_ROW) - 3;
    const steps = {
      ArrowUp: { t: view.t - 1 }, ArrowDown: { t: view.t + 1 }, PageUp: { t: view.t - page }, PageDown: { t: view.t + page },
      ArrowLeft: { i: depths[Math.max(0, place - 1)] }, ArrowRight: { i: depths[Math.min(depths.length - 1, place + 1)] },
      Home: { t: 0 }, End: { t: view.document.tokens - 1 },
    };
    if (!(event.key in steps)) return;
    event.preventDefault();
    view.set(steps[event.key]);
  });

  byId('map-controls').append(measureSelect(trace, view),
    choice('Rows', [['text', 'With text'], ['all', 'All at once']], view.rows, (rows) => view.set({ rows })));
  const savedHeight = () => 44 + MAP_TOP + (view.rows === 'all' ? MAP_HEIGHT : rowsHeight()) + 8;
  byId('map-exports').append(svgButton('map', () => mapWords(trace, view), figure, savedHeight,
    (pen, width, height, ink) => {
      drawLegend(pen, mapLabels(width), width - 8, ink, view.measure);
      const row = (height - 44 - MAP_TOP - 8) / view.document.tokens;
      drawMap(pen, width, height, ink, trace, view, { row, from: 0, to: view.document.tokens, shift: 0, top: 44 });
    }));
  view.watch('d t rows', () => {
    space.style.height = `${view.rows === 'all' ? MAP_HEIGHT : MAP_TOP + rowsHeight() + 4}px`;
    scroll.style.height = `${shownHeight()}px`;
    // With the figure's frame, so that the page is laid out once.
    requestAnimationFrame(() => {
      const top = view.t * MAP_ROW;
      if (top < scroll.scrollTop) scroll.scrollTop = top;
      if (top + MAP_ROW + MAP_TOP > scroll.scrollTop + scroll.clientHeight) scroll.scrollTop = top + MAP_ROW + MAP_TOP - scroll.clientHeight;
    });
  });
  view.watch('d t i m rows', () => {
    figure.describe(mapWords(trace, view));
    byId('map-reading').textContent = selectedReading(trace, view);
    byId('map-caption').textContent = mapCaption(view);
    figure.redraw();
  });
  view.watch('m', () => {
    const { scale, label } = view.measure;
    ['map-legend', 'map-figure', 'map-reading', 'map-exports'].forEach((id) => { byId(id).hidden = !scale; });
    if (scale) legend.describe(`Colours of ${plainText(label, 60)} from ${said(scale.low)}, dark, to ${said(scale.high)}, light`);
    legend.redraw();
  });
  return () => {
    figure.redraw();
    legend.redraw();
  };
}

/** Rows of the document's tokens, of which those of a window are drawn. */
function drawMap(pen, width, height, ink, trace, view, { row, from, to, shift, top = 0 }) {
  const { measure, document } = view;
  const left = mapLabels(width);
  const across = width - left - 2;
  const cell = across / measure.depths.length;
  const rowTop = (t) => top + MAP_TOP + (t - from) * row + shift;
  const place = measure.place(view.i);
  depthAxis(pen, left, top, cell, across, ink, measure, place);
  pen.within(0, top + MAP_TOP, width, height - top - MAP_TOP, () => {
    pen.rect(left, rowTop(from), across, (to - from) * row, { fill: ink('raised') });
    pen.cells(left, rowTop(from), across, (to - from) * row, measure.depths.length, to - from,
      (column, line) => measure.scale.shade(measure.at(document.first + from + line, column)));
    if (row >= 10) rowLabels(pen, ink, trace, view, left, row, from, to, rowTop);
    const y = rowTop(view.t);
    // Rows thinner than a frame would be hidden by it, and are pointed at.
    if (row >= 10) pen.rect(1, y, width - 2, row, { stroke: ink('accent'), width: 2 });
    else pen.polygon([left - 2, y + row / 2, left - 12, y + row / 2 - 5, left - 12, y + row / 2 + 5], { fill: ink('accent') });
    if (place >= 0) {
      pen.rect(left + place * cell, y, cell, Math.max(row, 2), { stroke: '#ffffff', width: 3 });
      pen.rect(left + place * cell, y, cell, Math.max(row, 2), { stroke: '#000000', width: 1.4 });
    }
  });
  if (row < 10) pen.text(left - 8, top + MAP_TOP + 8, `${count(document.tokens)} tokens`, { fill: ink('soft'), align: 'right' });
}

function rowLabels(pen, ink, trace, view, left, row, from, to, rowTop) {
  const atMost = Math.floor((left - 26) / 6.6);
  for (let t = from; t < to; t++) {
    const token = view.document.first + t;
    const y = rowTop(t) + row / 2;
    pen.text(left - 22, y, plainText(trace.tokens.texts[token].trim() || trace.tokens.texts[token], atMost), {
      fill: ink(t === view.t ? 'ink' : 'soft'), weight: t === view.t ? 600 : 400, size: 12, align: 'right',
    });
    const regime = trace.tokens.regimes[token];
    regimeSign(pen, regime, left - 11, y, 3, ink(REGIME_COLOURS[regime]));
  }
}

function depthAxis(pen, left, top, cell, across, ink, measure, place) {
  pen.text(left, top + 10, 'iteration', { fill: ink('soft'), size: 12 });
  const fit = across / 34;
  depthTicks(measure.depths, fit).forEach(({ depth, place: at }) => {
    if (at !== place && Math.abs(at - place) * cell < 22 && place >= 0) return;
    pen.text(left + (at + 0.5) * cell, top + MAP_TOP - 11, String(depth), { fill: ink('soft'), size: 12, align: 'center' });
  });
  if (place >= 0) {
    pen.text(left + (place + 0.5) * cell, top + MAP_TOP - 11, String(measure.depths[place]), { fill: ink('ink'), size: 12, weight: 700, align: 'center' });
  }
}

/** The measure's name over a ramp of its colours, with numbers below. */
function drawLegend(pen, left, right, ink, measure) {
  const across = Math.min(360, right - left - 16);
  const from = left + 8;
  pen.text(from, 7, `${plainText(measure.label, 60)}${measure.logarithmic ? ', logarithmic' : ''}`, { fill: ink('ink'), size: 12, weight: 600 });
  pen.cells(from, 16, across, 8, 128, 1, (column) => column * 2);
  const { scale } = measure;
  const marks = [scale.low, ...scale.ticks(4), scale.high];
  const taken = [];
  // Ends first: they matter most.
  [0, marks.length - 1, ...marks.keys()].forEach((i) => {
    const x = from + Math.max(0, Math.min(1, scale.place(marks[i]))) * across;
    const sign = i === 0 && scale.clipped[0] ? '≤ ' : i === marks.length - 1 && scale.clipped[1] ? '≥ ' : '';
    if (taken.some((other, end) => Math.abs(other - x) < (end < 2 ? 84 : 52))) return;
    taken.push(x);
    const align = i === 0 ? 'left' : i === marks.length - 1 ? 'right' : 'center';
    pen.text(x, 33, sign + said(marks[i]), { fill: ink('soft'), size: 11.5, align });
  });
}

function mapReading(trace, view, t, place) {
  const token = view.document.first + t;
  const { measure } = view;
  return `Token ${count(t + 1)} “${plainText(trace.tokens.texts[token])}”, iteration ${place < 0 ? view.i : measure.depths[place]}: `
    + `${plainText(measure.label, 60)} ${said(measure.at(token, place))}`;
}

function selectedReading(trace, view) {
  return mapReading(trace, view, view.t, view.measure.place(view.i));
}

/** The map in a sentence. */
function mapWords(trace, view) {
  const { measure, document } = view;
  return `Map of ${plainText(measure.label, 60)} of ${count(document.tokens)} ${document.tokens === 1 ? 'token' : 'tokens'} at ${measure.depths.length} `
    + `${measure.depths.length === 1 ? 'iteration' : 'iterations'}. ${selectedReading(trace, view)}. Arrow keys move the cell.`;
}

function mapCaption({ measure }) {
  if (!measure.scale) return `No token has a value of “${plainText(measure.label, 60)}”, so there is nothing to draw.`;
  return ['Click a cell, or move it with arrow keys, to select its token and iteration.',
    measure.logarithmic ? 'Cells without a colour have no value, or one that is not above zero.' : 'Cells without a colour have no value.',
    measure.scale.clipped.some(Boolean) ? 'Colours reach from the 1st to the 99th percentile of all documents; what is beyond has the colour of the end.' : ''].join(' ');
}
