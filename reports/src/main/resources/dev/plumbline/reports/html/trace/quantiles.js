// Numbers in groups, and what their quartiles are.

/** The quartiles of some numbers, and the 5th and 95th percentile; undefined where there are none. */
function spread(values) {
  if (values.length === 0) return undefined;
  const sorted = Float64Array.from(values).sort();
  const [low, first, median, third, high] = [0.05, 0.25, 0.5, 0.75, 0.95].map((q) => quantile(sorted, q));
  return { n: sorted.length, low, first, median, third, high, least: sorted[0], most: sorted.at(-1) };
}

/** How tokens are grouped: names, and the place of a token's name. */
function groupings(trace) {
  const { kinds, kindNames, regimes, regimeNames } = trace.tokens;
  const verdicts = new Uint8Array(trace.count);
  trace.documents.forEach(({ first, tokens, right }) => verdicts.fill(right === undefined ? 2 : right ? 0 : 1, first, first + tokens));
  return [
    { title: 'By kind of token', names: kindNames.map((name) => plainText(name, 24)), of: (token) => kinds[token] },
    { title: 'By regime', names: regimeNames, of: (token) => regimes[token], regimes: true },
    ...(trace.judged ? [{ title: 'By the answer', names: ['right', 'wrong', 'not judged'], of: (token) => verdicts[token] }] : []),
  ];
}

/** The rows of all groupings: a title, or a group with its numbers. */
function groupedRows(trace, tokens, valueOf) {
  return groupings(trace).flatMap(({ title, names, of, regimes }) => {
    const groups = names.map(() => ({ values: [], asked: 0 }));
    tokens.forEach((token) => {
      const group = groups[of(token)];
      group.asked++;
      const value = valueOf(token);
      if (Number.isFinite(value)) group.values.push(value);
    });
    const rows = groups.map(({ values, asked }, i) => ({ name: names[i], regime: regimes ? i : undefined, asked, values, spread: spread(values) }))
      .filter(({ asked }) => asked > 0);
    return [{ title }, ...rows];
  });
}
