// Points of no fixed r: what they give and take, when tokens left, and whether that was enough.

/** Draws the section and returns what draws its charts anew. */
function exitSection(report) {
  const part = byId('beyond');
  part.hidden = report.beyond.length === 0;
  if (part.hidden) return () => {};
  const charts = [];
  const box = (title, option) => {
    const plot = element('div', { class: 'chart small', role: 'img', 'aria-label': title });
    charts.push({ plot, option });
    return element('figure', {}, element('figcaption', {}, foreign(title, 120)), plot);
  };
  part.replaceChildren(
    element('h3', {}, 'Beyond fixed r'),
    element('p', { class: 'soft' }, 'Tokens that leave the core on their own, read less of the past, or depths set against each other. “Less” is the difference on the same '
      + 'documents: against the deepest fixed r, and against fixed r at equal compute, on the straight line between two depths. p is two-sided and '
      + 'corrected (Holm) for every such test of the run.'),
    ...report.beyond.map((curve) => exitTable(report, curve)),
    ...(report.steps.length ? [
      element('h4', {}, 'Iterations of tokens, by their kind'),
      element('div', { class: 'figures' }, report.steps.map((steps) => box(exitTitle(report, steps, `, mean ${fixed(steps.mean, 2)}`), () => stepOption(steps)))),
    ] : []),
    ...(report.calibration.length ? [
      element('h4', {}, 'Was it enough?'),
      element('p', { class: 'soft' }, 'Over the predicted share the share of decisions to leave that fixed r agrees with, in bins of equal size. Predicted by the gate itself, or by a '
        + 'logistic regression on the criterion’s value and the iterations, of documents that it has not learned from.'),
      element('div', { class: 'figures' }, report.calibration.filter((c) => c.claimed || c.learned)
        .map((known) => box(exitTitle(report, known, `, ${fixed(100 * known.enough, 1)} % of ${count(known.decisions)} enough`), () => calibrationOption(known)))),
      ...report.calibration.map((known) => element('p', { class: 'soft' }, foreign(calibrationLine(report, known), 400))),
    ] : []));
  const drawn = charts.map(({ plot, option }) => ({ chart: echarts.init(plot, null, { devicePixelRatio: Math.max(2, devicePixelRatio) }), option }));
  const draw = () => drawn.forEach(({ chart, option }) => {
    chart.resize();
    chart.setOption(option(), { notMerge: true });
  });
  new ResizeObserver(draw).observe(part);
  draw();
  return draw;
}

function exitTitle(report, { run, task, label }, more) {
  return `${report.runs.length > 1 ? `${report.runs[run].name}: ` : ''}${task}, r = ${label}${more}`;
}

function exitTable(report, curve) {
  const fraction = curve.points.every((point) => point.value >= 0 && point.value <= 1);
  const name = `${report.runs.length > 1 ? `${report.runs[curve.run].name}: ` : ''}${curve.task}, ${curve.filter ? `${curve.metric}, ${curve.filter}` : curve.metric}`;
  const signed = (value) => (value < 0 ? '' : '+') + (fraction ? fixed(100 * value, 1) : fixed(value, 3));
  const less = (known) => (known === undefined ? '' : [signed(known.value),
    element('small', {}, `${known.low === undefined ? '' : `${signed(known.low)} to ${signed(known.high)}, `}p ${known.p < 0.0001 ? '< 0.0001' : fixed(known.p, 4)}`)]);
  const cells = (point) => [
    [metric(point.value, fraction), element('small', {}, interval(point, fraction))],
    point.steps === undefined ? '–' : fixed(point.steps, 2),
    point.readouts === undefined ? '–' : fixed(point.readouts, 2),
    short(point.cache), short(point.flops), less(point.lessDeepest), less(point.lessAtSteps), less(point.lessAtFlops),
  ];
  const heads = ['Value', 'Mean r', 'Readouts', 'KV bytes', 'FLOPs per token', `Less r = ${curve.deepest ?? '–'}`, 'Less fixed, at mean r', 'Less fixed, at FLOPs'];
  return element('div', {},
    element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `Beyond fixed r: ${canvasText(name)}` },
      element('table', { class: 'summary' },
        element('caption', {}, foreign(name, 200)),
        element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'r'), heads.map((head) => element('th', { scope: 'col', class: 'number' }, head)))),
        element('tbody', {}, curve.points.map((point) => element('tr', { class: 'first' },
          element('th', { scope: 'row' }, foreign(point.label, 80)),
          cells(point).map((cell) => element('td', { class: 'number' }, cell))))))),
    curve.oracle ? element('p', { class: 'soft' }, `Optimistic bound, an oracle that stops each document at the smallest fixed r that is right: ${metric(curve.oracle.value, fraction)} at a mean r of ${fixed(curve.oracle.steps, 2)}.`) : null);
}

function calibrationLine(report, known) {
  const of = (name, r) => (r ? `${name}: Brier ${fixed(r.brier, 4)} (${fixed(r.brierOfShare, 4)} for the share), expected calibration error ${fixed(r.error, 4)}` : '');
  return `${exitTitle(report, known, '')}: ${[`${count(known.decisions)} decisions in ${count(known.documents)} documents`, of('the gate', known.claimed), of('learned', known.learned)].filter(Boolean).join('; ')}.`;
}

function smallAxes(across, up) {
  const axis = (more) => ({
    type: 'value',
    nameLocation: 'middle',
    nameGap: 26,
    nameTextStyle: { color: colour('soft'), fontSize: 12 },
    axisLabel: { color: colour('soft'), fontSize: 12, hideOverlap: true },
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: colour('rule') } },
    ...more,
  });
  return {
    animation: false,
    textStyle: { fontFamily: FONT },
    grid: { left: 52, right: 16, top: 12, bottom: 82 },
    legend: { bottom: 0, textStyle: { color: colour('soft'), fontSize: 12 }, itemWidth: 14 },
    tooltip: { trigger: 'axis', confine: true },
    xAxis: axis(across),
    yAxis: axis(up),
  };
}

/** Of each kind's tokens, how many took so many iterations. */
function stepOption(steps) {
  return {
    ...smallAxes({ name: 'iterations', min: 1, max: Math.max(2, steps.r), minInterval: 1 },
      { axisLabel: { color: colour('soft'), fontSize: 12, formatter: (v) => `${v} %` } }),
    series: steps.kinds.map((kind, place) => {
      const tokens = new Map(kind.steps);
      return {
        type: 'line',
        name: kind.kind,
        step: 'middle',
        symbol: 'none',
        color: colour(`series-${place % SERIES_COLOURS}`),
        lineStyle: { width: 2, type: DASHES[Math.floor(place / SERIES_COLOURS) % DASHES.length] },
        data: Array.from({ length: steps.r }, (_, i) => [i + 1, Number((100 * (tokens.get(i + 1) ?? 0) / kind.tokens).toFixed(2))]),
      };
    }),
  };
}

function calibrationOption(known) {
  const percent = { min: 0, max: 100, axisLabel: { color: colour('soft'), fontSize: 12, formatter: (v) => `${v} %` } };
  const line = (name, reliability, place) => ({
    type: 'line',
    name,
    symbol: SYMBOLS[place],
    symbolSize: 7,
    color: colour(`series-${place}`),
    data: reliability.bins.map(([predicted, observed]) => [Number((100 * predicted).toFixed(2)), Number((100 * observed).toFixed(2))]),
  });
  return {
    ...smallAxes({ ...percent, name: 'predicted' }, percent),
    series: [
      known.claimed && line('the gate', known.claimed, 0),
      known.learned && line('learned', known.learned, 1),
      { type: 'line', name: 'as predicted', symbol: 'none', silent: true, color: colour('soft'), lineStyle: { type: [4, 4], width: 1.2 }, data: [[0, 0], [100, 100]] },
    ].filter(Boolean),
  };
}
