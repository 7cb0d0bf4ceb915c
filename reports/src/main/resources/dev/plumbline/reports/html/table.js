// All numbers: a row for each point of each curve, to sort and to filter.

function numbersTable(report) {
  const columns = [
    ...(report.runs.length > 1 ? [['Run', (row) => row.run, (row) => foreign(row.run, 60)]] : []),
    ['Task', (row) => row.curve.task, (row) => foreign(row.curve.task, 60)],
    ['Metric', (row) => row.curve.label, (row) => foreign(row.curve.label, 60)],
    ['r', (row) => row.point.r, (row) => row.point.r],
    ['Mean', (row) => row.point.value, (row) => metric(row.point.value, row.curve.fraction)],
    ['95 % interval', (row) => row.point.low, (row) => interval(row.point, row.curve.fraction) || '–'],
    ['Standard error', (row) => row.point.stderr, (row) => metric(row.point.stderr, row.curve.fraction)],
    ['n', (row) => row.point.n, (row) => count(row.point.n)],
    ['FLOPs per token', (row) => row.point.flops, (row) => short(row.point.flops)],
    ['Tokens', (row) => row.point.tokens, (row) => short(row.point.tokens)],
    ['Seconds', (row) => row.point.seconds, (row) => short(row.point.seconds)],
  ];
  const isText = (title) => ['Run', 'Task', 'Metric'].includes(title);
  const all = report.curves.flatMap((curve) =>
    curve.points.map((point) => ({ curve, point, run: report.runs[curve.run].name })));
  let sorted = { title: undefined, ascending: true };
  let words = [];

  const body = element('tbody');
  const status = element('p', { class: 'soft', role: 'status' });
  const heads = columns.map(([title, value]) => element('th', { scope: 'col', class: isText(title) ? '' : 'number' },
    element('button', { type: 'button', onclick: () => sortBy(title, value) }, title, element('span', { 'aria-hidden': 'true' }))));

  const sortBy = (title, value) => {
    sorted = { title, value, ascending: sorted.title === title ? !sorted.ascending : true };
    fill();
  };
  const fill = () => {
    const rows = all.filter((row) => {
      const text = `${row.run} ${row.curve.task} ${row.curve.label} r=${row.point.r}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    if (sorted.title) {
      rows.sort((a, b) => (sorted.ascending ? 1 : -1) * compare(sorted.value(a), sorted.value(b)));
    }
    heads.forEach((head, index) => {
      const on = columns[index][0] === sorted.title;
      head.setAttribute('aria-sort', on ? (sorted.ascending ? 'ascending' : 'descending') : 'none');
      head.querySelector('span').textContent = on ? (sorted.ascending ? ' ↑' : ' ↓') : '';
    });
    body.replaceChildren(...rows.map((row) => element('tr', {}, columns.map(([title, , show]) =>
      element('td', { class: isText(title) ? '' : 'number' }, show(row))))));
    status.textContent = `${count(rows.length)} of ${count(all.length)} rows`;
  };

  const filter = element('input', {
    type: 'search', placeholder: 'such as chains r=4', 'aria-label': 'Filter the numbers',
    oninput: () => {
      words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
      fill();
    },
  });
  byId('table').replaceChildren(
    element('div', { class: 'controls' }, element('label', { class: 'select' }, element('span', { class: 'label' }, 'Filter'), filter), status),
    element('div', { class: 'scroll tall', tabindex: '0', role: 'region', 'aria-label': 'All numbers' },
      element('table', { class: 'numbers' }, element('thead', {}, element('tr', {}, heads)), body)));
  fill();
}

/** Numbers by size, texts by their letters, absent ones last. */
function compare(a, b) {
  if (a === undefined || b === undefined) return (a === undefined) - (b === undefined);
  return typeof a === 'number' ? a - b : a.localeCompare(b, LANGUAGE);
}
