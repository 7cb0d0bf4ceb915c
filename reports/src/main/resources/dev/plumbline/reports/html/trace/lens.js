// What the model would say next if it stopped at a depth, after each token.

const LENS_ROWS = 24;

function lensTable(trace, view) {
  const { lens } = trace;
  if (!lens) {
    byId('lens-caption').textContent = 'This trace was made without a lens: what the model would say at each depth was not asked.';
    byId('lens-controls').hidden = true;
    return;
  }
  byId('lens-caption').textContent = 'Each cell is what would be said after its row’s token if the model stopped at its column’s iteration; '
    + 'the stronger its colour, the more probable. Underlined and bold: what is also said at the deepest. Click a cell to select its token and iteration.';
  let shown = { d: -1, from: -1 };
  view.watch('d t i', () => {
    const from = Math.floor(view.t / LENS_ROWS) * LENS_ROWS;
    if (shown.d !== view.d || shown.from !== from) {
      shown = { d: view.d, from };
      byId('lens-table').replaceChildren(lensRows(trace, view, from));
      lensPager(view, from);
    }
    markLens(view, lens);
  });
}

function lensPager(view, from) {
  const { tokens } = view.document;
  const to = Math.min(tokens, from + LENS_ROWS);
  const turn = (label, t) => element('button', { type: 'button', disabled: t < 0 || t >= tokens, onclick: () => view.set({ t }) }, label);
  byId('lens-controls').replaceChildren(
    element('span', { class: 'soft' }, `Tokens ${count(from + 1)} to ${count(to)} of ${count(tokens)}`),
    ...(tokens > LENS_ROWS ? [element('span', { class: 'joined' }, turn('Earlier', from - LENS_ROWS), turn('Later', from + LENS_ROWS))] : []));
}

function lensRows(trace, view, from) {
  const { lens } = trace;
  const { first, tokens } = view.document;
  const head = element('tr', {}, element('th', { scope: 'col' }, 'after'),
    lens.depths.map((depth) => element('th', { scope: 'col', class: 'depth' }, String(depth))),
    element('th', { scope: 'col' }, 'the text goes on'));
  const rows = Array.from({ length: Math.min(LENS_ROWS, tokens - from) }, (_, row) => {
    const t = from + row;
    return element('tr', { 'data-t': t }, element('th', { scope: 'row' }, foreign(tokenText(trace.tokens.texts[first + t]), 24)),
      lens.depths.map((_, place) => lensCell(lens, first + t, place)),
      element('td', { class: 'next' }, t + 1 < tokens ? foreign(tokenText(trace.tokens.texts[first + t + 1]), 24) : element('span', { class: 'soft' }, '–')));
  });
  return element('div', {
    class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'What it would say next, by token and iteration',
    onclick: (event) => {
      const cell = event.target.closest('td[data-place]');
      if (cell) view.set({ t: Number(cell.closest('tr').dataset.t), i: lens.depths[cell.dataset.place] });
    },
  }, element('table', { class: 'lens' }, element('thead', {}, head), element('tbody', {}, rows)));
}

function lensCell(lens, token, place) {
  const { depths, tokenIds, probabilities, texts } = lens;
  const at = token * depths.length + place;
  const id = tokenIds[at];
  const probability = probabilities[at];
  if (id < 0) return element('td', { class: 'soft', 'data-place': place }, '–');
  const same = id === tokenIds[token * depths.length + depths.length - 1];
  const chance = Number.isNaN(probability) ? 'probability unknown' : percent(probability);
  const text = texts[id] ?? `#${id}`;
  const cell = element('td', {
    class: same ? 'said same' : 'said', 'data-place': place, title: `${plainText(text, 60)}: ${chance}${same ? ', as at the deepest' : ''}`,
  }, foreign(tokenText(text), 16), element('span', { class: 'hear' }, ` ${chance}${same ? ', as at the deepest' : ''}`));
  cell.style.setProperty('--sure', Number.isNaN(probability) ? 0 : probability);
  return cell;
}

/** The selected token's row and the iteration's column. */
function markLens(view, lens) {
  const place = lens.depths.findLastIndex((depth) => depth <= view.i);
  byId('lens-table').querySelectorAll('tbody tr').forEach((row) => {
    const selected = Number(row.dataset.t) === view.t;
    row.classList.toggle('selected', selected);
    row.querySelectorAll('td[data-place]').forEach((cell) => cell.classList.toggle('current', selected && Number(cell.dataset.place) === place));
  });
  byId('lens-table').querySelectorAll('th.depth').forEach((cell, i) => cell.classList.toggle('current', i === place));
}
