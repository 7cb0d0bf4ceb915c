// How a measure is spread over kinds of tokens, regimes, and right and wrong answers.

const BOX_ROW = 34;
const BOX_TITLE = 34;
/** Beyond so many, single tokens hide each other. */
const DOTS = 400;

function distributions(trace, view) {
  const measures = [...trace.measures.map((measure) => [measure.key, plainText(measure.label, 60)]),
    ...OTHERS.map(({ key, label }) => [key, label])];
  let shown = { rows: [] };
  const height = () => shown.rows.reduce((sum, row) => sum + (row.title ? BOX_TITLE : BOX_ROW), 0) + 44;
  const draw = (pen, width, high, ink) => drawBoxes(pen, width, high, ink, shown);
  const figure = new Figure(byId('distributions-figure'), '', height, draw);
  const picker = select('Measure', measures, view.b, (b) => view.set({ b }));
  picker.hidden = false;
  byId('distributions-controls').append(picker,
    choice('At', [['now', 'The chosen iteration'], ['last', 'The last']], view.bat, (bat) => view.set({ bat })),
    choice('Of', [['all', 'All documents'], ['document', 'The chosen document']], view.of, (of) => view.set({ of })));
  byId('distributions-exports').append(svgButton('distributions', () => shown.words, figure, height, draw));
  const change = () => {
    shown = gathered(trace, view);
    figure.describe(shown.words);
    byId('distributions-caption').textContent = shown.caption;
    byId('distributions-table').replaceChildren(boxTable(shown));
    ['figure', 'table', 'exports'].forEach((part) => { byId(`distributions-${part}`).hidden = !shown.all; });
    figure.redraw();
  };
  // Steps of the iteration or the document matter only where they are chosen.
  const key = () => JSON.stringify([view.b, view.of, view.right, view.of === 'document' && view.d, view.bat === 'now' && view.i]);
  let last;
  view.watch('b bat of d i right', () => {
    if (last === key()) return;
    last = key();
    change();
  });
  return () => figure.redraw();
}

/** Numbers beside the measures, which are the same at every iteration; tildes start no measure's key. */
const OTHERS = [
  { key: '~rate', label: 'rate of convergence', of: (trace) => (token) => trace.tokens.rates[token] },
  { key: '~period', label: 'period of orbits', of: (trace) => (token) => trace.tokens.periods[token] || NaN },
  { key: '~exponent', label: 'Lyapunov exponent of documents', documents: true, of: () => (document) => document.exponent ?? NaN },
  { key: '~radius', label: 'spectral radius of documents', documents: true, of: () => (document) => document.spectralRadius ?? NaN },
];

/** The number that is asked for: its name, when it was measured, and how an item's is found. */
function asked(trace, view) {
  const other = OTHERS.find(({ key }) => key === view.b);
  if (other) return { label: other.label, when: '', documents: other.documents, logarithmic: false, valueOf: other.of(trace) };
  const measure = trace.measures.find(({ key }) => key === view.b);
  if (!measure) return { label: 'measure', when: '', logarithmic: false, valueOf: () => NaN };
  const iteration = view.bat === 'last' ? trace.iterations : view.i;
  const place = measure.place(iteration);
  return {
    label: plainText(measure.label, 60),
    when: place < 0 ? `, not measured by iteration ${iteration}` : `, iteration ${measure.depths[place]}`,
    logarithmic: measure.logarithmic,
    valueOf: (token) => measure.at(token, place),
  };
}

/** What is to be drawn. */
function gathered(trace, view) {
  const { label, when, documents: ofDocuments, logarithmic, valueOf } = asked(trace, view);
  const documents = view.of === 'document' ? [view.document] : trace.documents;
  const items = ofDocuments ? documents : documents.flatMap(({ first, tokens }) => Array.from({ length: tokens }, (_, t) => first + t));
  const unit = ofDocuments ? 'documents' : 'tokens';
  const groups = ofDocuments ? [{ title: 'Documents by their answer', names: VERDICTS, of: verdict }] : groupings(trace);
  const rows = groups.flatMap((group) => grouped(items, valueOf, group));
  const all = spread(items.map(valueOf).filter(Number.isFinite));
  const missing = items.length - (all?.n ?? 0);
  const parted = ofDocuments || !trace.judged ? '' : 'By the answer, tokens are counted, not documents.';
  return {
    rows,
    all,
    logarithmic,
    axis: label + when,
    words: `Distributions of ${label}${when}, of ${count(items.length - missing)} ${unit} of ${count(documents.length)} ${documents.length === 1 ? 'document' : 'documents'}. Their numbers stand in the table below.`,
    caption: [
      all ? 'Boxes reach from the first to the third quartile, with the median inside; lines reach from the 5th to the 95th percentile.'
        : `No ${ofDocuments ? 'document' : 'token'} has a value of “${label}” here${when}, so there is nothing to draw.`,
      all && rows.some(({ values }) => values?.length && values.length <= DOTS) ? `Dots are single ${unit}, in groups of at most ${DOTS}.` : '',
      all && missing ? `${count(missing)} of ${count(items.length)} ${unit} have no value${logarithmic ? ' above zero' : ''}, and are left out.` : '',
      trace.judged ? parted : 'Which documents are right is not known, so nothing is parted by it.',
    ].filter(Boolean).join(' '),
  };
}

function drawBoxes(pen, width, height, ink, { rows, all, logarithmic, axis }) {
  const left = Math.min(190, Math.max(104, width * 0.2));
  const across = width - left - 16;
  const scale = new Scale(all.least, all.most, logarithmic);
  const x = (value) => left + scale.place(value) * across;
  scale.ticks(across / 90).forEach((tick) => {
    pen.line([x(tick), 8, x(tick), height - 40], { stroke: ink('rule') });
    pen.text(x(tick), height - 30, said(tick), { fill: ink('soft'), align: 'center' });
  });
  pen.text(left + across / 2, height - 10, axis + (logarithmic ? ' (logarithmic)' : ''), { fill: ink('soft'), size: 13, align: 'center' });
  let y = 0;
  rows.forEach((row) => {
    if (row.title) {
      pen.text(0, y + BOX_TITLE / 2 + 4, row.title, { fill: ink('ink'), size: 13, weight: 600 });
      y += BOX_TITLE;
      return;
    }
    drawBox(pen, ink, row, left, y + BOX_ROW / 2, x);
    y += BOX_ROW;
  });
}

function drawBox(pen, ink, { name, regime, values, spread: of }, left, y, x) {
  if (regime !== undefined) regimeSign(pen, regime, 7, y - 6, 4, ink(REGIME_COLOURS[regime]));
  pen.text(regime === undefined ? 0 : 18, y - 6, name, { fill: ink('ink'), size: 12.5 });
  pen.text(regime === undefined ? 0 : 18, y + 8, `n = ${count(values.length)}`, { fill: ink('soft'), size: 11 });
  if (!of) {
    pen.text(left, y, 'no value', { fill: ink('soft'), size: 12 });
    return;
  }
  const stroke = ink(regime === undefined ? 'series-0' : REGIME_COLOURS[regime]);
  if (values.length <= DOTS) {
    // The same place each time: a golden angle's steps spread dots evenly.
    values.forEach((value, i) => pen.circle(x(value), y + ((i * 0.618) % 1 - 0.5) * 20, 1.6, { fill: stroke, alpha: 0.45 }));
  }
  pen.line([x(of.low), y, x(of.high), y], { stroke, width: 1.4 });
  pen.rect(x(of.first), y - 8, Math.max(1, x(of.third) - x(of.first)), 16, { fill: stroke, alpha: 0.22 });
  pen.rect(x(of.first), y - 8, Math.max(1, x(of.third) - x(of.first)), 16, { stroke, width: 1.4 });
  pen.line([x(of.median), y - 10, x(of.median), y + 10], { stroke: ink('ink'), width: 2.4 });
}

/** The figure's numbers, for those who read them. */
function boxTable({ rows, axis }) {
  const head = ['', 'n', 'without', '5 %', 'first quartile', 'median', 'third quartile', '95 %'];
  const body = rows.map((row) => (row.title
    ? element('tr', {}, element('th', { scope: 'rowgroup', colspan: head.length, class: 'group' }, row.title))
    : element('tr', {}, element('th', { scope: 'row' }, row.name),
      element('td', { class: 'number' }, count(row.values.length)),
      element('td', { class: 'number' }, count(row.asked - row.values.length)),
      ['low', 'first', 'median', 'third', 'high'].map((name) => element('td', { class: 'number' }, row.spread ? said(row.spread[name]) : '–')))));
  return element('details', {}, element('summary', {}, 'As a table'),
    element('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Distributions as a table' },
      element('table', {}, element('caption', {}, axis),
        element('thead', {}, element('tr', {}, head.map((name, i) => element(i ? 'th' : 'td', i ? { scope: 'col', class: 'number' } : {}, name)))),
        element('tbody', {}, body))));
}
