// Further runs against the first, as `plumbline compare` tells them.

const pValue = (p) => (p < 0.0001 ? 'p < 0.0001' : `p = ${fixed(p, p < 0.01 ? 4 : 3)}`);

/** A difference with its sign; of fractions in percentage points. */
function change(value, fraction) {
  return `${value < 0 ? '' : '+'}${fraction ? fixed(100 * value, 1) : fixed(value, 3)}`;
}

/** A difference, its interval and its p value, for a cell of a table. */
function changeParts({ value, low, high, p }, fraction) {
  const said = change(value, fraction);
  return [
    p < 0.05 ? element('b', {}, said) : said,
    element('small', {}, low === undefined ? '–' : `${change(low, fraction)} to ${change(high, fraction)}`),
    element('small', {}, pValue(p)),
  ];
}

/** `open({run, task, key, r, way})` lists the flipped documents; `listed(...)` says whether it can. */
function comparisonSection(report, listed, open) {
  const section = byId('comparison');
  section.hidden = report.comparisons.length === 0;
  byId('comparison-link').hidden = section.hidden;
  if (section.hidden) return;
  const first = report.runs[0].name;
  const secondary = secondaryMetrics(report.curves);
  let all = false;
  const draw = () => byId('comparisons').replaceChildren(
    element('p', { class: 'soft' }, 'The change from ', foreign(first, 60), ' on the documents that both runs were asked in the same words. '
      + 'Percentages change by points; the interval is 95 %; p is two-sided and corrected (Holm) for every row of a comparison, shown here or not; a change with p < 0.05 is bold. '
      + 'Beneath it stands how many documents went from right to wrong (−) and from wrong to right (+); a click lists them.'),
    report.comparisons.some((one) => (one.rows ?? []).some((row) => secondary(row.task, row.key)))
      ? element('div', { class: 'controls' }, onOff('All metrics', all, (now) => {
        all = now;
        draw();
        byId('comparisons').querySelector('button').focus();
      })) : '',
    ...report.comparisons.map((one) => comparisonPart(report, one, (row) => all || !secondary(row.task, row.key), listed, open)));
  draw();
}

/** Whether a metric is not the first of its task. */
function secondaryMetrics(curves) {
  const main = new Map();
  curves.forEach((curve) => main.has(curve.task) || main.set(curve.task, curve.key));
  return (task, key) => main.has(task) && main.get(task) !== key;
}

function comparisonPart(report, one, shown, listed, open) {
  const { name } = report.runs[one.run];
  const title = element('h3', {}, foreign(name, 80), ' against ', foreign(report.runs[0].name, 80));
  if (one.nothing !== undefined) return element('div', {}, title, element('p', { class: 'notice' }, foreign(one.nothing, 2000)));
  const rows = one.rows.filter(shown);
  const depths = distinct(rows.map((row) => row.r));
  const groups = Map.groupBy(rows, (row) => JSON.stringify([row.task, row.key]));
  const flips = (row) => element('small', {}, WAYS.map((way) => {
    const [sign, what] = way === 'lost' ? ['−', 'right to wrong'] : ['+', 'wrong to right'];
    const text = `${sign}${count(row[way])}`;
    const said = `${count(row[way])} documents from ${what}, ${row.task}, r = ${row.r}`;
    return row[way] > 0 && listed(one.run, row.task, row.key, row.r)
      ? element('button', {
        type: 'button', class: 'open', title: said, 'aria-label': said, 'data-flips': way, 'data-r': row.r,
        onclick: () => open({ run: one.run, task: row.task, key: row.key, r: row.r, way }),
      }, text)
      : element('span', { class: 'open', title: said }, text);
  }));
  return element('div', { class: 'comparison' },
    title,
    one.warnings.map((text) => element('p', { class: 'notice' }, foreign(text, 1000))),
    element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `Changes of ${canvasText(name, 80)}` },
      element('table', { class: 'summary' },
        element('caption', {}, 'Change, interval, p and documents'),
        element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'Task, metric'),
          depths.map((r) => element('th', { scope: 'col', class: 'number' }, foreign(`r = ${r}`, 40))))),
        element('tbody', {}, [...groups.values()].map((group) => element('tr', { class: 'first' },
          element('th', { scope: 'row' }, foreign(group[0].task, 60), element('small', {}, foreign(group[0].key.replace(',', ', '), 60))),
          depths.map((r) => {
            const row = group.find((candidate) => candidate.r === r);
            if (!row) return element('td', {});
            const fraction = [row.before, row.after].every((value) => value >= 0 && value <= 1);
            return element('td', { class: 'number' }, changeParts(row, fraction), flips(row));
          })))))),
    element('details', {}, element('summary', {}, one.settings.length === 1 ? '1 setting differs' : `${count(one.settings.length)} settings differ`),
      element('ul', {}, one.settings.map((text) => element('li', {}, foreign(text, 500))))));
}
