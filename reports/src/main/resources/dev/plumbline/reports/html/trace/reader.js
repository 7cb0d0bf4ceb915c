// A document's text, coloured by a measure at an iteration, and what is selected.

function reader(trace, view) {
  documentControls(trace, view);
  iterationControls(trace, view);
  textBox(trace, view);
  view.watch('d t i m', () => {
    byId('reading').replaceChildren(...tokenReading(trace, view));
  });
  addEventListener('keydown', (event) => onKey(event, view));
}

/** Moves along the text, or through the iterations. */
function onKey(event, view) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const { target } = event;
  const inText = byId('text').contains(target);
  // Elsewhere arrows scroll, or belong to what has the focus.
  const free = inText || target === document.body;
  const steps = {
    '[': { i: view.i - 1 }, ']': { i: view.i + 1 },
    ...(free ? { ArrowLeft: { t: view.t - 1 }, ArrowRight: { t: view.t + 1 } } : {}),
    ...(inText ? {
      ArrowUp: { i: view.i + 1 }, ArrowDown: { i: view.i - 1 }, Home: { t: 0 }, End: { t: view.document.tokens - 1 },
    } : {}),
  };
  if (target.matches?.('select, textarea, input:not([type=range])') || !(event.key in steps)) return;
  event.preventDefault();
  view.set(steps[event.key]);
}

function documentName(document) {
  const verdict = document.right === undefined ? '' : document.right ? ' · right' : ' · wrong';
  return `${plainText(document.task, 40)} ${plainText(document.id, 40)}${verdict}`;
}

function documentControls(trace, view) {
  const draw = () => {
    const { documents } = view;
    if (documents.length && !documents.includes(view.document)) {
      view.set({ d: documents[0].index });
      return;
    }
    const options = documents.map((document) => [String(document.index), documentName(document)]);
    const picker = select('Document', options, String(view.d), (index) => view.set({ d: Number(index) }));
    picker.hidden = false;
    const walk = (label, by) => {
      const place = documents.indexOf(view.document) + by;
      return element('button', { type: 'button', disabled: !documents[place], onclick: () => view.set({ d: documents[place].index }) }, label);
    };
    byId('document-controls').replaceChildren(...[
      trace.judged ? choice('Show', [['all', 'All'], ['right', 'Right'], ['wrong', 'Wrong']].map(([value, text]) => [value, text,
        value !== 'all' && !trace.documents.some((document) => document.right === (value === 'right')) && `no document is ${value}`]), view.right, (right) => view.set({ right }))
        : element('span', { class: 'soft' }, 'Which documents are right is not known.'),
      picker,
      documents.length > 1 ? element('span', { class: 'joined' }, walk('Previous', -1), walk('Next', 1)) : null,
    ].filter(Boolean));
    byId('document-facts').textContent = documentFacts(trace, view.document);
  };
  view.watch('d right', draw);
}

function documentFacts(trace, { tokens, first, exponent, spectralRadius }) {
  const names = trace.tokens.regimeNames;
  return [
    `${count(tokens)} ${tokens === 1 ? 'token' : 'tokens'}: ${regimeCounts(trace, first, tokens)
      .map((all, regime) => (all ? `${count(all)} ${names[regime]}` : '')).filter(Boolean).join(', ')}`,
    exponent === undefined ? 'no Lyapunov exponent' : `Lyapunov exponent ${said(exponent)} per iteration${exponent > 0 ? ' (small differences grow)' : exponent < 0 ? ' (small differences shrink)' : ''}`,
    spectralRadius === undefined ? 'no spectral radius' : `spectral radius ${said(spectralRadius)} at the last state`,
  ].join('  ·  ');
}

function iterationControls(trace, view) {
  const slider = element('input', {
    type: 'range', min: 0, max: trace.iterations, step: 1, 'aria-label': 'Iteration', oninput: () => view.set({ i: Number(slider.value) }),
  });
  const shown = element('output', { class: 'iteration' });
  const play = element('button', { type: 'button', 'aria-label': 'Play the iterations' }, 'Play');
  let playing;
  const stop = () => {
    clearInterval(playing);
    playing = undefined;
    play.textContent = 'Play';
    play.setAttribute('aria-label', 'Play the iterations');
  };
  play.addEventListener('click', () => {
    if (playing) {
      stop();
      return;
    }
    if (view.i === trace.iterations) view.set({ i: 0 });
    play.textContent = 'Stop';
    play.setAttribute('aria-label', 'Stop playing');
    playing = setInterval(() => {
      view.set({ i: view.i + 1 });
      if (view.i === trace.iterations) stop();
    }, Math.max(60, Math.min(400, 8000 / trace.iterations)));
  });
  byId('iteration-controls').append(
    element('label', { class: 'slider' }, element('span', { class: 'label' }, 'Iteration'), slider, shown), play,
    trace.measures.length ? measureSelect(trace, view) : element('span', { class: 'soft' }, 'Nothing was measured.'));
  view.watch('i', () => {
    slider.value = view.i;
    shown.textContent = `${view.i} of ${trace.iterations}`;
  });
}

/** The list of measures that colour the text and the map; the same one twice on the page. */
function measureSelect(trace, view) {
  const label = select('Colour', trace.measures.map((measure) => [measure.key, plainText(measure.label, 60)]), view.m, (m) => view.set({ m }));
  label.hidden = false;
  view.watch('m', () => { label.querySelector('select').value = view.m; });
  return label;
}

function textBox(trace, view) {
  const box = byId('text');
  Object.entries({ role: 'listbox', tabindex: '0', 'aria-label': 'Tokens of the document' }).forEach(([name, value]) => box.setAttribute(name, value));
  let spans = [];
  box.addEventListener('click', (event) => {
    const token = event.target.closest('[role=option]');
    if (token) view.set({ t: Number(token.dataset.token) });
  });
  view.watch('d', () => {
    const { first, tokens } = view.document;
    spans = Array.from({ length: tokens }, (_, t) => tokenSpan(trace, first + t, t));
    box.replaceChildren(...spans.flatMap((span, t) => (/[\r\n]/.test(trace.tokens.texts[first + t]) ? [span, element('br')] : [span])));
  });
  view.watch('d i m', () => paintTokens(trace, view, spans));
  let selected;
  view.watch('d t', () => {
    // A fresh page shows its first token already; asking where it is would lay the page out twice.
    const moved = selected !== undefined || view.t > 0;
    selected?.setAttribute('aria-selected', 'false');
    selected = spans[view.t];
    if (!selected) return;
    selected.setAttribute('aria-selected', 'true');
    box.setAttribute('aria-activedescendant', selected.id);
    if (moved) scrollWithin(box, selected);
  });
}

function tokenSpan(trace, token, t) {
  const text = trace.tokens.texts[token];
  const regime = trace.tokens.regimes[token];
  const shown = tokenText(text);
  return element('span', {
    role: 'option', id: `token-${t}`, class: 'token', 'data-token': t, 'aria-selected': 'false',
    'aria-label': `${plainText(text)}, ${trace.tokens.regimeNames[regime]}`,
  }, element('bdi', {}, visible(shown)),
  element('span', { class: `sign sign-${regime}`, 'aria-hidden': 'true' }, REGIME_SIGNS[regime]));
}

function paintTokens(trace, view, spans) {
  const { measure } = view;
  const { first } = view.document;
  const place = measure?.place(view.i) ?? -1;
  spans.forEach((span, t) => {
    const shade = measure?.scale ? measure.scale.shade(measure.at(first + t, place)) : -1;
    span.classList.toggle('none', shade < 0);
    span.style.backgroundColor = shade < 0 ? '' : SHADE_TEXTS[shade];
    span.style.color = shade < 0 ? '' : SHADE_INKS[shade];
  });
  byId('text-legend').replaceChildren(...textLegend(trace, view, place));
}

/** What colours and signs of the text mean. */
function textLegend(trace, { measure, i }, place) {
  const signs = trace.tokens.regimeNames.map((name, regime) => `${REGIME_SIGNS[regime]} ${name}`).join('   ');
  if (!measure?.scale) return [signs, measure ? `  ·  no token has a value of “${plainText(measure.label, 60)}”` : ''];
  if (place < 0) return [signs, `  ·  “${plainText(measure.label, 60)}” was first measured at iteration ${measure.depths[0]}`];
  const { low, high } = measure.scale;
  const when = measure.depths[place] === i ? '' : `, measured last at iteration ${measure.depths[place]}`;
  return [`${plainText(measure.label, 60)}${when}: ${said(low)} `, element('span', { class: 'ramp', 'aria-hidden': 'true' }),
    ` ${said(high)}${measure.logarithmic ? ' (logarithmic)' : ''}  ·  ${signs}`];
}

/** All there is to say about the selected token. */
function tokenReading(trace, view) {
  const { token, measure } = view;
  const { texts, kinds, kindNames, regimes, regimeNames, rates, periods } = trace.tokens;
  const facts = [
    `${REGIME_SIGNS[regimes[token]]} ${regimeNames[regimes[token]]}`,
    plainText(kindNames[kinds[token]], 40),
    Number.isNaN(rates[token]) ? 'no rate' : `rate ${said(rates[token])}`,
    periods[token] > 0 ? `period ${periods[token]}` : '',
    measure ? `${plainText(measure.label, 60)} ${said(measure.at(token, measure.place(view.i)))}` : '',
  ].filter(Boolean);
  return [element('b', {}, `Token ${count(view.t + 1)} of ${count(view.document.tokens)}: `),
    element('bdi', { class: 'foreign quoted' }, plainText(texts[token], 60)), ` — ${facts.join(', ')}`];
}

/** Scrolls a box, and not the page, until it shows an element. */
function scrollWithin(box, shown) {
  const top = shown.offsetTop - box.offsetTop;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + shown.offsetHeight > box.scrollTop + box.clientHeight) box.scrollTop = top + shown.offsetHeight - box.clientHeight;
}
