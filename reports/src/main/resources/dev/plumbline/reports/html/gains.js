// What each doubling of r gains, as `plumbline stats` tells it.

function gainsTable(report, view) {
  const curves = view.shown.filter((curve) => (curve.gains ?? []).length > 0);
  const part = byId('gains');
  part.hidden = curves.length === 0;
  if (part.hidden) return;
  const stepOf = ({ from, to }) => `${from} → ${to}`;
  const steps = distinct(curves.flatMap((curve) => curve.gains)
    .toSorted((a, b) => a.from - b.from || a.to - b.to).map(stepOf));
  part.replaceChildren(
    element('h3', {}, 'What a doubling of r gains'),
    element('p', { class: 'soft' }, 'From each r to the next, per doubling, in points where values are percentages, with its 95 % interval; p is two-sided and corrected (Holm) for every step of a run, shown here or not. Bold where p < 0.05.'),
    element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'What a doubling of r gains' },
      element('table', { class: 'summary' },
        element('caption', {}, 'Gain, interval and p'),
        element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, report.runs.length > 1 ? 'Task, metric, run' : 'Task, metric'),
          steps.map((step) => element('th', { scope: 'col', class: 'number' }, `r = ${step}`)))),
        element('tbody', {}, byTask(report, curves).map(([curve, first]) => element('tr', { class: first ? 'first' : '' },
          curveHead(report, curve, first),
          steps.map((step) => {
            const gain = curve.gains.find((one) => stepOf(one) === step);
            return element('td', { class: 'number' }, gain ? changeParts(gain, curve.fraction) : '');
          })))))));
}
