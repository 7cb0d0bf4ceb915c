// What was traced, and how its tokens move.

function header(trace) {
  byId('title').replaceChildren(foreign(trace.title, 200));
  document.title = `${plainText(trace.title, 80)} · Plumbline`;
  const { length } = trace.documents;
  byId('subtitle').textContent = [
    `${count(length)} ${length === 1 ? 'document' : 'documents'}`,
    `${count(trace.count)} ${trace.count === 1 ? 'token' : 'tokens'}`,
    `${count(trace.iterations)} ${trace.iterations === 1 ? 'iteration' : 'iterations'}`,
  ].join('  ·  ');
  const notes = [...trace.notes];
  if (trace.iterations === 1) notes.push('The core was iterated once: paths have a single step, and rates and regimes say little.');
  byId('notes').replaceChildren(...notes.map((note) => element('p', { class: 'notice' }, visible(note))));
  byId('facts').replaceChildren(...trace.facts.map(([label, value]) => element('div', { class: 'fact' },
    element('b', {}, foreign(value)), element('span', { class: 'soft' }, visible(label)))));
  regimeShares(trace);
}

function regimeShares(trace) {
  const counts = regimeCounts(trace, 0, trace.count);
  byId('regime-bar').replaceChildren(...counts.map((tokens, regime) => {
    const part = element('span', { class: `regime-${regime}` });
    part.style.flexGrow = tokens;
    part.hidden = tokens === 0;
    return part;
  }));
  byId('regime-counts').replaceChildren(...counts.map((tokens, regime) => element('li', {},
    element('span', { class: `swatch regime-${regime}`, 'aria-hidden': 'true' }),
    element('span', {}, element('b', {}, `${REGIME_SIGNS[regime]} ${trace.tokens.regimeNames[regime]}`),
      ` ${count(tokens)} (${trace.count ? percent(tokens / trace.count) : '–'})`,
      element('small', {}, REGIME_MEANINGS[regime])))));
}
