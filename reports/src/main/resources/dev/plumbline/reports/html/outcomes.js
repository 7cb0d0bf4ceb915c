// Which documents are right at which r: the reasons behind a curve.

/** What can be asked of the documents; `is` looks at one document's values over r. */
const KINDS = {
  all: { label: 'All', is: () => true },
  late: {
    label: 'Right only at large r', hint: 'wrong at the smallest r, right at the largest',
    is: (row) => row.right[0] === '0' && row.right.at(-1) === '1',
  },
  overthought: {
    label: 'Overthought', hint: 'right at some r and wrong at a larger one',
    is: (row) => /1.*0/.test(row.right),
  },
  never: { label: 'Never right', hint: 'wrong at every r at which there is an answer', is: (row) => row.right.includes('0') && !row.right.includes('1') },
  always: { label: 'Always right', hint: 'right at every r', is: (row) => /^1+$/.test(row.right) },
  unparsed: { label: 'No answer found', hint: 'no filter found an answer at some r', is: (row) => row.outcomes.includes('u') },
  failed: { label: 'Failed', hint: 'no answer to judge at some r', is: (row) => row.outcomes.includes('f') },
};

/** One metric of one run's task, document by document. */
class Outcomes {
  constructor(answered, key) {
    this.answered = answered;
    this.key = key;
    this.depths = answered.depths;
    this.values = answered.metrics[key] ?? '';
    /** Whether every value is 0 or 1, so that right and wrong mean something. */
    this.binary = typeof this.values === 'string';
    /** Whether values are written in percent. */
    this.fraction = this.binary || this.values.every((value) => value === null || (value >= 0 && value <= 1));
    const width = this.depths.length;
    this.rows = answered.ids.map((id, place) => ({
      id,
      place,
      right: this.binary ? this.values.slice(place * width, (place + 1) * width).padEnd(width, '-') : '-'.repeat(width),
      outcomes: answered.outcomes.slice(place * width, (place + 1) * width),
    }));
    this.rows.forEach((row) => {
      row.first = row.right.indexOf('1');
    });
    // Those that are right early come first, those that never are last.
    const order = (row) => (row.first < 0 ? width : row.first);
    this.sorted = this.rows.toSorted((a, b) =>
      order(a) - order(b) || (a.right < b.right ? 1 : a.right > b.right ? -1 : a.place - b.place));
  }

  /** The value of a document at the depth with this index; undefined where there is none. */
  value(row, depth) {
    if (this.binary) return { 0: 0, 1: 1 }[row.right[depth]];
    return this.values[row.place * this.depths.length + depth] ?? undefined;
  }

  /** The documents of a kind, which are looked for once. */
  of(kind) {
    this.kinds ??= new Map();
    if (!this.kinds.has(kind)) this.kinds.set(kind, this.sorted.filter(KINDS[kind].is));
    return this.kinds.get(kind);
  }

  /** In words, what depth does to a document. */
  words(row) {
    if (row.outcomes.includes('f')) return 'failed';
    if (!this.binary) return '';
    if (KINDS.never.is(row)) return 'never right';
    if (KINDS.overthought.is(row)) return 'overthought';
    if (row.first < 0) return 'not judged';
    return row.first === 0 ? 'right at once' : `right from r = ${this.depths[row.first]}`;
  }
}

const STATES = {
  1: ['right', 'right'], 0: ['wrong', 'wrong'], '-': ['absent', 'not judged'],
};

/** The state of a document at a depth, as a class and a word. */
function state(row, depth) {
  if (row.outcomes[depth] === 'f') return ['failed', 'failed'];
  if (row.outcomes[depth] === 'u' && row.right[depth] !== '1') return ['unparsed', 'no answer found'];
  return STATES[row.right[depth]];
}

/** A document's states over r as a row of cells; nothing where right and wrong mean nothing. */
function strip(row, { binary, depths }) {
  if (!binary && !row.outcomes.includes('f')) return null;
  const said = depths.map((r, i) => `${state(row, i)[1]} at r = ${r}`).join(', ');
  return element('span', { class: 'strip', role: 'img', 'aria-label': said },
    depths.map((r, i) => element('span', { class: `cell ${state(row, i)[0]}` })));
}
