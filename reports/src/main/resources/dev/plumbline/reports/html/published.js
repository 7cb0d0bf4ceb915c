// Curves that others have published, under the measured ones: dashed, with hollow marks.

/** Those of a panel's curves. They are known by r alone. */
function publishedOf(view, panel) {
  if (view.cost !== 'r') return [];
  return view.published.filter((known) => measuredOf(panel, known));
}

/** The first curve of a panel that a published one lies under. */
function measuredOf(panel, known) {
  return panel.curves.find((curve) => curve.task === known.task && curve.metric === known.metric && curve.filter === known.filter);
}

/** A published curve's name in a panel, with what tells it from its neighbours. */
function publishedName(view, panel, known) {
  const curve = measuredOf(panel, known);
  return [view.overlaid && curve.task, view.metricName(curve), known.label].filter(Boolean).join(' · ');
}

const PUBLISHED_SYMBOLS = ['emptyCircle', 'emptyRect', 'emptyTriangle', 'emptyDiamond'];

function publishedSeries(view, panel, axis, labelled, ink) {
  return publishedOf(view, panel).map((known, place) => {
    const curve = measuredOf(panel, known);
    const stroke = ink(`series-${view.look(curve).colour % SERIES_COLOURS}`);
    const name = publishedName(view, panel, known);
    return {
      xAxisIndex: axis,
      yAxisIndex: axis,
      type: 'line',
      name,
      data: known.points.map((point, index) => ({
        value: [point.r, (curve.fraction ? 100 : 1) * point.value], published: view.published.indexOf(known), point: index,
      })),
      symbol: PUBLISHED_SYMBOLS[place % PUBLISHED_SYMBOLS.length],
      symbolSize: 8,
      showAllSymbol: true,
      color: stroke,
      lineStyle: { width: 1.4, type: [5, 5], color: stroke },
      endLabel: labelled
        ? { show: true, distance: 10, color: ink('soft'), fontSize: 12, lineHeight: LINE, formatter: canvasText(known.label, 34) } : undefined,
      labelLayout: { moveOverlap: 'shiftY' },
      z: 2,
    };
  });
}

/** Rows of the pointer's table. */
function publishedRows(view, items) {
  return items.map((item) => {
    const known = view.published[item.data.published];
    const point = known.points[item.data.point];
    const mark = element('span', { class: 'mark' });
    mark.style.background = item.color;
    return element('tr', {},
      element('td', {}, mark, foreign(item.seriesName, 80)),
      element('td', {}, `r = ${point.r}`),
      element('td', { class: 'number' }, element('b', {}, metric(point.value, true))),
      element('td', { class: 'soft', colspan: '2' }, 'published, not measured'));
  });
}

/** The published curves as tables, with where they are from and what differs. */
function publishedSection(report) {
  const part = byId('published');
  part.hidden = report.published.length + report.unmatched.length === 0;
  if (part.hidden) return;
  part.replaceChildren(
    element('h3', {}, 'Published beside it'),
    element('p', { class: 'soft' }, 'Numbers that others have published, not measured here. The difference is measured less published, without a test: '
      + 'a published mean comes without its documents.'),
    ...report.unmatched.map((text) => element('p', { class: 'notice' }, foreign(text, 2000))),
    ...report.published.map((known) => publishedTable(report, known)));
}

function publishedTable(report, known) {
  const same = report.curves.filter((curve) => curve.task === known.task && curve.metric === known.metric && curve.filter === known.filter);
  const depths = distinct([...known.points, ...same.flatMap((curve) => curve.points)].map((point) => point.r)).sort((a, b) => a - b);
  const at = (points, r) => points.find((point) => point.r === r);
  const measured = (curve, r) => {
    const point = at(curve.points, r);
    const other = at(known.points, r);
    if (!point) return '';
    const difference = other ? point.value - other.value : undefined;
    return [metric(point.value, curve.fraction),
      difference === undefined ? null : element('small', {}, `${difference < 0 ? '' : '+'}${curve.fraction ? fixed(100 * difference, 1) : fixed(difference, 3)}`)];
  };
  const name = `${known.task}, ${same[0].label}`;
  return element('div', {},
    element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `Published: ${canvasText(name)}` },
      element('table', { class: 'summary' },
        element('caption', {}, foreign(`${name}: ${known.label}`, 200)),
        element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'Curve'),
          depths.map((r) => element('th', { scope: 'col', class: 'number' }, `r = ${r}`)))),
        element('tbody', {},
          same.map((curve) => element('tr', { class: 'first' },
            element('th', { scope: 'row' }, foreign(report.runs[curve.run].name, 60), element('small', {}, 'measured, and less published')),
            depths.map((r) => element('td', { class: 'number' }, measured(curve, r))))),
          element('tr', { class: 'first' },
            element('th', { scope: 'row' }, foreign(known.label, 80)),
            depths.map((r) => element('td', { class: 'number' }, at(known.points, r) ? metric(at(known.points, r).value, true) : '')))))),
    element('p', { class: 'soft' }, foreign(`${known.source}. ${known.place}.`, 1000)),
    known.notes.length ? element('p', { class: 'soft' }, foreign(`Note: ${known.notes.join('; ')}.`, 2000)) : null,
    known.beside.map((side) => [['Settings that differ', side.differ], ['Settings not known', side.unknown]]
      .filter(([, settings]) => settings.length)
      .map(([title, settings]) => element('p', { class: 'soft' },
        foreign(`${report.runs.length > 1 ? `${report.runs[side.run].name}: ` : ''}${title}: ${settings.join('; ')}.`, 2000)))));
}
