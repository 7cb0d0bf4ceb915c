// The section of the curves: controls, legend, the chart itself, and its files.

/** Draws the section and returns its view and what draws its chart anew; `tables(view)` is called when other curves are shown. */
function curveSection(report, place, tables) {
  if (report.curves.length === 0) {
    byId('chart').parentElement.hidden = true;
    return { view: { shown: [] }, draw() {} };
  }
  const view = new CurveView(report);
  view.goTo(place);
  const box = byId('chart');
  const chart = echarts.init(box, null, { devicePixelRatio: Math.max(2, devicePixelRatio) });
  const draw = () => {
    byId('chart-reading').textContent = '';
    const missing = view.missing;
    byId('chart-missing').replaceChildren(...(missing.length === 0 ? [] : [
      `Not drawn over ${COSTS[view.cost].axis}, which is not known of: `, foreign(missing.join('; '), 200)]));
    box.style.height = `${chartLayout(view, box.clientWidth).height}px`;
    chart.resize();
    chart.setOption(curveOption(view, box.clientWidth), { notMerge: true });
    legend(view, changed);
  };
  const changed = () => {
    place.write('curves', view.values);
    draw();
    tables(view);
  };
  place.follow(() => {
    view.goTo(place);
    controls(view, changed);
    draw();
    tables(view);
  });
  new ResizeObserver(() => {
    if (box.clientWidth !== chart.getWidth()) draw();
  }).observe(box);
  controls(view, changed);
  box.setAttribute('tabindex', '0');
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', `Curves of ${view.tasks.length} tasks over ${report.runs.length} runs. `
    + 'Arrow keys go from point to point; the same numbers are in the table below.');
  walkByKeyboard(box, chart, view);
  byId('chart-caption').textContent = 'Bands are 95 % intervals: Wilson’s score where a document is right or wrong, '
    + 'else the studentised bootstrap over documents. '
    + (report.curves.some((curve) => curve.saturation)
      ? 'A ring is where more iterations stop helping: the smallest r within one point of the best; the bar at the foot, with tasks side by side, is its 95 % interval '
        + 'by the bootstrap over documents.' : '')
    + (report.curves.some((curve) => curve.trained) ? ' A dashed line across is the depth that a model was trained for; where training never went deeper, what lies beyond is shaded, unless models differ in it.' : '')
    + (report.beyond.length > 0 ? ' Dashed, over mean iterations, FLOPs and the KV cache: points of no fixed r, told below.' : '')
    + (report.published.length > 0 ? ' Dashed with hollow marks, over r: published by others, not measured here.' : '');
  return { view, draw };
}

function controls(view, changed) {
  const set = (name) => (value) => {
    view[name] = value;
    changed();
  };
  byId('curve-controls').replaceChildren(
    choice('Against', Object.entries(COSTS).map(([cost, { label }]) =>
      [cost, label, view.has(cost) ? '' : 'No run measured this']), view.cost, set('cost')),
    choice('Tasks', [[false, 'Side by side'], [true, 'Overlaid']], view.overlaid, set('overlaid')),
    element('div', { class: 'choice' },
      onOff('95 % bands', view.bands, set('bands')),
      onOff('Zoom to the data', view.fitted, set('fitted'))));
  byId('exports').replaceChildren(
    element('div', { class: 'choice', role: 'group', 'aria-label': 'Save the curves' },
      element('span', { class: 'label', 'aria-hidden': 'true' }, 'Save these curves'),
      element('button', { type: 'button', onclick: () => saveText('curves.svg', 'image/svg+xml', curvesSvg(view)) }, 'SVG'),
      element('button', { type: 'button', onclick: () => save('curves.png', curvesPng(view)) }, 'PNG'),
      element('button', { type: 'button', onclick: () => saveText('curves.csv', 'text/csv', curvesCsv(view)) }, 'CSV')));
}

/** What can be hidden: runs, tasks and metrics, each with the colour it has where it has one. */
function legend(view, changed) {
  const group = (title, kind, values, name, colourOf) => {
    if (values.length < 2) return null;
    return element('div', { class: 'choice', role: 'group', 'aria-label': title },
      element('span', { class: 'label', 'aria-hidden': 'true' }, title),
      values.map((value) => {
        // Runs have a sign of their own, too.
        const known = colourOf(value);
        const mark = kind === 'run' ? element('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[value % SIGNS.length]) : element('span', { class: 'mark' });
        if (known === undefined) mark.hidden = true;
        else mark.style[kind === 'run' ? 'color' : 'background'] = seriesColour(known);
        const label = element('span', {}, mark, foreign(name(value), 60));
        const button = toggle(label, !view.isHidden(kind, value), () => {
          view.toggle(kind, value);
          changed();
          // Drawing made the legend anew.
          byId('legend').querySelector(`[data-key="${CSS.escape(button.dataset.key)}"]`)?.focus();
        });
        button.dataset.key = partKey(kind, value);
        return button;
      }));
  };
  const groups = [
    group('Runs', 'run', view.runs.map((run, index) => index), (run) => view.runs[run].name, (run) => run),
    group('Tasks', 'task', view.tasks, (task) => task,
      (task) => (view.overlaid && !view.comparing ? view.tasks.indexOf(task) : undefined)),
    group('Metrics', 'label', view.labels, (label) => label, () => undefined),
  ];
  byId('legend').replaceChildren(...groups.filter(Boolean));
}

/** Left and right go along a curve, up and down from curve to curve; Escape leaves. */
function walkByKeyboard(box, chart, view) {
  let curve = 0;
  let point = 0;
  box.addEventListener('keydown', (event) => {
    const lines = chart.getOption().series
      .map((series, index) => ({ series, index })).filter(({ series }) => series.type === 'line' && series.data.some((point) => point.curve !== undefined));
    const moves = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (event.key === 'Escape') chart.dispatchAction({ type: 'hideTip' });
    if (!moves || lines.length === 0) return;
    event.preventDefault();
    curve = (curve + moves[0] + lines.length) % lines.length;
    const { series, index } = lines[curve];
    if (series.data.length === 0) return;
    point = Math.max(0, Math.min(series.data.length - 1, point + moves[1]));
    chart.dispatchAction({ type: 'showTip', seriesIndex: index, dataIndex: point });
    const known = view.curves[series.data[point].curve];
    const at = known.points[series.data[point].point];
    byId('chart-reading').replaceChildren(foreign(`${known.task}, ${known.label}`, 100),
      `, r = ${at.r}: ${metric(at.value, known.fraction)}, 95 % interval ${interval(at, known.fraction) || 'undefined'}, n = ${at.n}`);
  });
}

const PAPER_WIDTH = 1000;

/** The chart as it is set now, as a drawing that scales. */
function curvesSvg(view) {
  return onPaper(view, { renderer: 'svg', ssr: true }, null, (chart) => chart.renderToSVGString());
}

function curvesPng(view) {
  return onPaper(view, { renderer: 'canvas' }, element('div'),
    (chart) => chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: '#fff' }));
}

function onPaper(view, renderer, box, take) {
  const { height } = chartLayout(view, PAPER_WIDTH, true);
  const chart = echarts.init(box, null, { ...renderer, width: PAPER_WIDTH, height });
  chart.setOption({ ...curveOption(view, PAPER_WIDTH, true), backgroundColor: '#fff' });
  const taken = take(chart);
  chart.dispose();
  return taken;
}

const cell = (value) => {
  const text = value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The shown curves, in the columns of curves.csv after the run. */
function curvesCsv(view) {
  const header = 'run,task,metric,filter,iterations,n,value,stderr,ci_low,ci_high,flops_per_token,tokens,seconds';
  const lines = view.shown.flatMap((curve) => curve.points.map((p) => [
    view.runs[curve.run].name, curve.task, curve.metric, curve.filter, p.r, p.n, p.value, p.stderr, p.low, p.high,
    p.flops, p.tokens, p.seconds,
  ].map(cell).join(',')));
  view.shown.forEach((curve) => view.beyond
    .filter((c) => ['run', 'task', 'metric', 'filter'].every((key) => c[key] === curve[key]))
    .forEach((c) => c.points.filter((p) => p.variant).forEach((p) => lines.push([
      view.runs[c.run].name, c.task, c.metric, c.filter, p.label, p.n, p.value, undefined, p.low, p.high, p.flops,
    ].map(cell).join(',').concat(',,')))));
  return `${[header, ...lines].join('\n')}\n`;
}
