// The trace as the page asks for it.

async function floats(id) {
  return numbers(id, 4, (data, at) => data.getFloat32(at, true), Float32Array);
}

async function integers(id) {
  return numbers(id, 4, (data, at) => data.getInt32(at, true), Int32Array);
}

/** Little-endian numbers, on machines of either order. */
async function numbers(id, size, read, Numbers) {
  const buffer = await unpacked(id).arrayBuffer();
  if (new Uint8Array(Uint16Array.of(1).buffer)[0] === 1) return new Numbers(buffer);
  const data = new DataView(buffer);
  return Numbers.from({ length: buffer.byteLength / size }, (_, i) => read(data, i * size));
}

/** The trace with its arrays in place of their blocks' names. */
async function readTrace() {
  const trace = await unpack('trace');
  const { tokens, components, lens } = trace;
  const waits = [
    integers(tokens.kinds).then((all) => { tokens.kinds = all; }),
    integers(tokens.periods).then((all) => { tokens.periods = all; }),
    floats(tokens.rates).then((all) => { tokens.rates = all; }),
    unpacked(tokens.regimes).arrayBuffer().then((all) => { tokens.regimes = new Uint8Array(all); }),
    floats(components.shares).then((all) => { components.shares = all; }),
    floats(components.values).then((all) => { components.values = all; }),
    ...trace.measures.map((measure) => floats(measure.values).then((all) => { measure.values = all; })),
  ];
  if (lens) {
    waits.push(integers(lens.tokenIds).then((all) => { lens.tokenIds = all; }));
    waits.push(floats(lens.probabilities).then((all) => { lens.probabilities = all; }));
  }
  await Promise.all(waits);
  let first = 0;
  trace.documents.forEach((document, index) => {
    document.index = index;
    document.first = first;
    first += document.tokens;
  });
  trace.count = first;
  trace.measures = trace.measures.map((measure) => new Measure(measure));
  trace.judged = trace.documents.some((document) => document.right !== undefined);
  return trace;
}

/** A number for every token at some depths. */
class Measure {
  constructor(measure) {
    Object.assign(this, measure);
  }

  /** The place of the last depth that an iteration has reached; -1 where there is none. */
  place(iteration) {
    return this.depths.findLastIndex((depth) => depth <= iteration);
  }

  /** NaN where there is no number, or none that its scale can show. */
  at(token, place) {
    if (place < 0) return NaN;
    const value = this.values[token * this.depths.length + place];
    return Number.isFinite(value) && (!this.logarithmic || value > 0) ? value : NaN;
  }

  /** The scale of all values, made when first asked for. */
  get scale() {
    this.made ??= Scale.of(this.values, this.logarithmic);
    return this.made;
  }
}

/** A token's text on one line; blanks alone are shown by signs. */
function tokenText(text) {
  if (text === '') return '∅';
  const signs = text.replace(/\r\n|\r|\n/g, '↵').replace(/\t/g, '⇥');
  return signs.trim() === '' ? signs.replace(/ /g, '␣') : signs;
}

/** A token's text for a canvas or a sentence: nothing hidden, not too long. */
function plainText(text, atMost = 24) {
  const line = tokenText(text).replace(INVISIBLE, '\ufffd');
  const signs = Array.from(line);
  return signs.length > atMost ? `${signs.slice(0, atMost - 1).join('')}…` : line;
}

const percent = (share) => `${fixed(100 * share, share < 0.1 ? 1 : 0)} %`;

/** A measured number to three digits. */
function said(value) {
  if (!Number.isFinite(value)) return 'none';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-3) {
    const [digits, power] = value.toExponential(2).split('e');
    return `${digits}e${Number(power)}`.replaceAll('-', '−');
  }
  return String(Number(value.toPrecision(3))).replace('-', '−');
}
