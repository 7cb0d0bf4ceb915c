// The curves as a table: a row for each, a column for each r, the interval beneath the value.

function summary(report) {
  const depths = distinct(report.curves.flatMap((c) => c.points.map((p) => p.r))).sort((a, b) => a - b);
  const comparing = report.runs.length > 1;
  const saturating = report.curves.some((curve) => curve.saturation);
  if (report.curves.length === 0) {
    byId('summary').replaceChildren(element('p', {}, 'No metric was measured.'));
    return;
  }
  let task;
  const rows = report.curves.toSorted((a, b) => report.tasks.indexOf(a.task) - report.tasks.indexOf(b.task)).map((curve) => {
    const first = curve.task !== task;
    task = curve.task;
    return element('tr', { class: first ? 'first' : '' },
      element('th', { scope: 'row' },
        element('span', { class: first ? '' : 'repeated' }, foreign(curve.task, 60)),
        element('small', {}, foreign(curve.label, 60)),
        comparing ? element('small', {}, foreign(report.runs[curve.run].name, 60)) : null),
      depths.map((r) => {
        const point = curve.points.find((p) => p.r === r);
        return element('td', { class: 'number' }, point
          ? [metric(point.value, curve.fraction), element('small', {}, interval(point, curve.fraction))]
          : '');
      }),
      saturating ? element('td', { class: 'number' }, saturationText(curve)) : null);
  });
  byId('summary').replaceChildren(element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Curves as numbers' },
    element('table', { class: 'summary' },
      element('caption', {}, 'Mean, and beneath it the 95 % interval'),
      element('thead', {}, element('tr', {},
        element('th', { scope: 'col' }, comparing ? 'Task, metric, run' : 'Task, metric'),
        depths.map((r) => element('th', { scope: 'col', class: 'number' }, `r = ${r}`)),
        saturating ? element('th', { scope: 'col', class: 'number' }, 'Enough at') : null)),
      element('tbody', {}, rows))));
}
