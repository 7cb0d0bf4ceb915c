// Numbers as people read them. The page's language is English, wherever it is opened.

const LANGUAGE = 'en-US';
const count = (number) => number.toLocaleString(LANGUAGE);
const fixed = (number, digits) => number.toFixed(digits).replace('-', '−');

/** A metric within [0, 1] in percent with one decimal, any other with three. */
function metric(value, fraction) {
  if (value === undefined) return '–';
  return fraction ? `${fixed(100 * value, 1)} %` : fixed(value, 3);
}

/** The 95 % interval of a point; empty where there is none. */
function interval(point, fraction) {
  if (point.low === undefined) return '';
  return fraction
    ? `${fixed(100 * point.low, 1)}–${fixed(100 * point.high, 1)}`
    : `${fixed(point.low, 3)}–${fixed(point.high, 3)}`;
}

const PREFIXES = [[1e15, 'P'], [1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']];

/** A large number to three digits, such as 1.23 G. */
function short(number) {
  if (number === undefined) return '–';
  const [size, prefix] = PREFIXES.find(([least]) => number >= least) ?? [1, ''];
  return `${Number((number / size).toPrecision(3))}${prefix ? ` ${prefix}` : ''}`;
}

/** 1, 2 and 5 times powers of ten within a range, or its ends where fewer than two are; of many, powers of ten alone. */
function roundNumbers(least, most) {
  const found = [];
  for (let power = Math.floor(Math.log10(least)); power <= Math.log10(most); power++) {
    [1, 2, 5].map((digit) => Number(`${digit}e${power}`)).filter((v) => v >= least && v <= most).forEach((v) => found.push(v));
  }
  if (found.length < 2) return [least, most];
  const tens = found.filter((v) => String(v).startsWith('1'));
  return found.length > 9 && tens.length > 1 ? tens : found;
}

/** What a curve can be drawn against. */
const COSTS = {
  r: { label: 'Iterations r', axis: 'iterations r', of: (p) => p.r, text: (v) => String(v) },
  steps: { label: 'Mean iterations', axis: 'mean iterations of a token', unit: 'iterations of a token', of: (p) => p.steps, text: (v) => String(v) },
  flops: { label: 'FLOPs per token', axis: 'FLOPs per token', unit: 'FLOPs per token', of: (p) => p.flops, text: short },
  seconds: { label: 'Seconds', axis: 'seconds for all documents', unit: 'seconds', of: (p) => p.seconds, text: short },
  parameters: { label: 'Parameters', axis: 'parameters in memory', unit: 'parameters', of: (p) => p.parameters, text: short },
  cache: { label: 'KV cache', axis: 'bytes of keys and values per token', unit: 'bytes of keys and values per token', of: (p) => p.cache, text: short },
  tokens: { label: 'Tokens', axis: 'tokens for all documents', unit: 'tokens', of: (p) => p.tokens, text: short },
};
