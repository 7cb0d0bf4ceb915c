// Numbers in groups, and what their quartiles are.

/** The quartiles of some numbers, and the 5th and 95th percentile; undefined where there are none. */
function spread(values) {
  if (values.length === 0) return undefined;
  const sorted = Float64Array.from(values).sort();
  const [low, first, median, third, high] = [0.05, 0.25, 0.5, 0.75, 0.95].map((q) => quantile(sorted, q));
  return { n: sorted.length, low, first, median, third, high, least: sorted[0], most: sorted.at(-1) };
}

const VERDICTS = ['right', 'wrong', 'not judged'];
const verdict = ({ right }) => (right === undefined ? 2 : right ? 0 : 1);

/** How tokens are grouped: names, and the place of a token's name. */
function groupings(trace) {
  const { kinds, kindNames, regimes, regimeNames } = trace.tokens;
  const verdicts = new Uint8Array(trace.count);
  trace.documents.forEach((document) => verdicts.fill(verdict(document), document.first, document.first + document.tokens));
  return [
    { title: 'By kind of token', names: kindNames.map((name) => plainText(name, 24)), of: (token) => kinds[token] },
    { title: 'By regime', names: regimeNames, of: (token) => regimes[token], regimes: true },
    ...(trace.judged ? [{ title: 'By the answer', names: VERDICTS, of: (token) => verdicts[token] }] : []),
  ];
}

/** Items parted into named groups, with their numbers; groups without items are left out. */
function grouped(items, valueOf, { title, names, of, regimes }) {
  const groups = names.map((name, i) => ({ name, regime: regimes ? i : undefined, values: [], asked: 0 }));
  items.forEach((item) => {
    const group = groups[of(item)];
    group.asked++;
    const value = valueOf(item);
    if (Number.isFinite(value)) group.values.push(value);
  });
  const asked = groups.filter((group) => group.asked > 0);
  asked.forEach((group) => { group.spread = spread(group.values); });
  return [{ title }, ...asked];
}
