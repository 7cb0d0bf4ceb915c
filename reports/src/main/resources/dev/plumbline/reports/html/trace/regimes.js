// Regimes are told apart by colour, by shape and by pattern.

const REGIME_SIGNS = ['●', '◯', '►', '◆'];
const REGIME_COLOURS = ['series-0', 'series-1', 'series-2', 'series-3'];
const REGIME_DASHES = [[], [7, 3], [2, 3], [9, 3, 2, 3]];
const REGIME_MEANINGS = [
  'has settled, or its steps shrink towards a state',
  'comes back to the same states, again and again',
  'keeps going one way',
  'neither falls, repeats, nor goes anywhere, or is too short to tell',
];

/** The sign of a regime on a figure. */
function regimeSign(pen, regime, x, y, size, colourNow) {
  if (regime === 0) pen.circle(x, y, size, { fill: colourNow });
  else if (regime === 1) pen.circle(x, y, size, { stroke: colourNow, width: 1.6 });
  else if (regime === 2) pen.polygon([x - size, y - size, x + size * 1.2, y, x - size, y + size], { fill: colourNow });
  else pen.polygon([x, y - size * 1.3, x + size * 1.3, y, x, y + size * 1.3, x - size * 1.3, y], { fill: colourNow });
}

/** How many of these tokens are in each regime. */
function regimeCounts(trace, first, length) {
  const counts = trace.tokens.regimeNames.map(() => 0);
  for (let token = first; token < first + length; token++) counts[trace.tokens.regimes[token]]++;
  return counts;
}
