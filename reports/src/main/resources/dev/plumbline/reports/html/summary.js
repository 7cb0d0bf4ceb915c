// The curves as a table: a row for each, a column for each r, the interval beneath the value.

/** Curves by task, each with whether it is the first of its task. */
function byTask(report, curves) {
  const sorted = curves.toSorted((a, b) => report.tasks.indexOf(a.task) - report.tasks.indexOf(b.task));
  return sorted.map((curve, index) => [curve, curve.task !== sorted[index - 1]?.task]);
}

/** The head of a curve's row: its task, once, its metric and, of several, its run. */
function curveHead(report, curve, first) {
  return element('th', { scope: 'row' },
    element('span', { class: first ? '' : 'repeated' }, foreign(curve.task, 60)),
    element('small', {}, foreign(curve.label, 60)),
    report.runs.length > 1 ? element('small', {}, foreign(report.runs[curve.run].name, 60)) : null);
}

/** Of the curves that the chart shows. */
function summary(report, view) {
  const { shown } = view;
  const depths = distinct(shown.flatMap((c) => c.points.map((p) => p.r))).sort((a, b) => a - b);
  const comparing = report.runs.length > 1;
  const saturating = shown.some((curve) => curve.saturation);
  if (report.curves.length === 0) {
    byId('summary').replaceChildren(element('p', {}, 'No metric was measured.'));
    return;
  }
  const rows = byTask(report, shown).map(([curve, first]) => element('tr', { class: first ? 'first' : '' },
      curveHead(report, curve, first),
      depths.map((r) => {
        const point = curve.points.find((p) => p.r === r);
        return element('td', { class: 'number' }, point
          ? [metric(point.value, curve.fraction), element('small', {}, interval(point, curve.fraction))]
          : '');
      }),
      saturating ? element('td', { class: 'number' }, saturationText(curve)) : null));
  byId('summary').replaceChildren(shown.length < report.curves.length
    ? element('p', { class: 'soft' }, `${count(shown.length)} of ${count(report.curves.length)} curves are shown, by default those of each task’s main metric. All numbers are further down.`) : '',
  element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Curves as numbers' },
    element('table', { class: 'summary' },
      element('caption', {}, 'Mean, and beneath it the 95 % interval'),
      element('thead', {}, element('tr', {},
        element('th', { scope: 'col' }, comparing ? 'Task, metric, run' : 'Task, metric'),
        depths.map((r) => element('th', { scope: 'col', class: 'number' }, `r = ${r}`)),
        saturating ? element('th', { scope: 'col', class: 'number' }, 'Enough at') : null)),
      element('tbody', {}, rows))));
}
