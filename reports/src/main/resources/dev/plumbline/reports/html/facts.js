// What the documents of a task say together, in a few numbers.

/** The numbers of the chosen task and metric; none where right and wrong mean nothing. */
function taskFacts(outcomes, unscored) {
  const envelope = outcomes.answered.envelopes[outcomes.key];
  if (!envelope) {
    return [element('p', { class: 'soft' }, outcomes.binary
      ? `Nothing was judged here${unscored ? `: ${unscored}` : ''}.`
      : 'This metric is not just right or wrong, so documents are not sorted into kinds.')];
  }
  const share = ({ value, low, high }) => [metric(value, true), `${fixed(100 * low, 1)}–${fixed(100 * high, 1)}`];
  return [
    fact('Right at some r', ...share(envelope.oracle)),
    fact('Overthought', ...share(envelope.overthinking)),
    envelope.meanDepth === undefined ? null : fact('First right at, on average', `r = ${fixed(envelope.meanDepth, 1)}`, `n = ${count(envelope.oracle.count)}`),
  ].filter(Boolean);
}

const fact = (name, value, beneath) =>
  element('div', { class: 'fact' }, element('span', { class: 'soft' }, name), element('b', {}, value), element('small', {}, beneath));

/** Documents by difficulty: by the smallest r at which they are right, and how they fare at each. */
function strataTable(outcomes) {
  const envelope = outcomes.answered.envelopes[outcomes.key];
  if (!envelope) return [];
  return [
    element('h3', {}, 'By difficulty'),
    element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Accuracy by difficulty' },
      element('table', { class: 'strata' },
        element('thead', {}, element('tr', {},
          element('th', { scope: 'col' }, 'First right at'),
          element('th', { scope: 'col', class: 'number' }, 'Documents'),
          envelope.depths.map((r) => element('th', { scope: 'col', class: 'number' }, `r = ${r}`)))),
        element('tbody', {}, envelope.strata.map((stratum) => element('tr', {},
          element('th', { scope: 'row' }, stratum.r === undefined ? 'never' : `r = ${stratum.r}`),
          element('td', { class: 'number' }, count(stratum.documents)),
          envelope.depths.map((r, i) => shareCell(stratum.values[i]))))))),
    element('p', { class: 'soft' }, `Percent right of the documents that are first right at the r of the line. ${count(envelope.n)} documents have an answer at every r.`),
  ];
}

/** A share with a bar of its length. */
function shareCell(value) {
  if (value === undefined) return element('td', { class: 'number soft' }, '–');
  const made = element('td', { class: 'number share' }, fixed(100 * value, 1));
  made.style.setProperty('--share', value);
  return made;
}

/** The smallest r that is enough, and beneath it its interval. */
function saturationText({ saturation }) {
  if (!saturation) return '–';
  const { r, low, high } = saturation;
  return [`r = ${r}`, element('small', {}, low === high ? `${low}` : `${low}–${high}`)];
}
