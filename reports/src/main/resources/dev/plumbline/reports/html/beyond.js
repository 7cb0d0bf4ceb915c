// Points of no fixed r over what they cost: dashed lines beside the curve of fixed r.

/** On other axes they would stand in a column, or nobody measured them. */
const BEYOND_COSTS = new Set(['steps', 'flops', 'cache']);

/** The lines of a panel: of each of its curves one for what points have in common. */
function beyondOf(view, panel) {
  if (!BEYOND_COSTS.has(view.cost)) return [];
  const cost = COSTS[view.cost].of;
  return panel.curves.flatMap((curve) => {
    const known = view.beyond.find((c) => ['run', 'task', 'metric', 'filter'].every((key) => c[key] === curve[key]));
    const points = (known?.points ?? []).filter((point) => point.variant && cost(point) > 0);
    return distinct(points.map((point) => point.variant)).map((variant, place) => ({
      curve,
      name: [view.name(curve) === curve.label ? '' : view.name(curve), variant].filter(Boolean).join(' · '),
      place,
      points: points.filter((point) => point.variant === variant).toSorted((a, b) => cost(a) - cost(b)),
    }));
  });
}

/** Colours of their own, unless colours tell runs apart. */
function beyondColour(view, line) {
  const own = view.look(line.curve).colour;
  return `series-${(view.comparing ? own : own + 1 + line.place) % SERIES_COLOURS}`;
}

function beyondSeries(view, panel, axis, labelled, ink) {
  const cost = COSTS[view.cost].of;
  return beyondOf(view, panel).map((line) => {
    const stroke = ink(beyondColour(view, line));
    const scale = line.curve.fraction ? 100 : 1;
    return {
      xAxisIndex: axis,
      yAxisIndex: axis,
      type: 'line',
      name: line.name,
      data: line.points.map((point) => ({ value: [cost(point), scale * point.value], beyond: point, fraction: line.curve.fraction })),
      symbol: SYMBOLS[(line.place + 1) % SYMBOLS.length],
      symbolSize: 7,
      showAllSymbol: true,
      color: stroke,
      lineStyle: { width: 2, type: [9, 4], color: stroke },
      endLabel: labelled
        ? { show: true, distance: 10, color: ink('soft'), fontSize: 12, lineHeight: LINE, formatter: canvasText(line.name, 34) } : undefined,
      labelLayout: { moveOverlap: 'shiftY' },
      z: 3,
    };
  });
}

/** Rows of the pointer's table. */
function beyondRows(items) {
  return items.map((item) => {
    const { beyond: point, fraction } = item.data;
    const mark = element('span', { class: 'mark' });
    mark.style.background = item.color;
    return element('tr', {},
      element('td', {}, mark, foreign(item.seriesName, 60)),
      element('td', {}, foreign(`r = ${point.label}`, 60)),
      element('td', { class: 'number' }, element('b', {}, metric(point.value, fraction))),
      element('td', { class: 'number' }, interval(point, fraction)),
      element('td', { class: 'number soft' }, `n = ${count(point.n)}`));
  });
}
