// From numbers to colours and places.

/** Viridis by van der Walt and Smith (2015): even steps, in any colour vision and in grey. */
const VIRIDIS = ['440154', '482475', '414487', '355f8d', '2a788e', '21918c', '22a884', '44bf70', '7ad151', 'bddf26', 'fde725']
  .map((hex) => [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)));

const SHADES = Array.from({ length: 256 }, (_, i) => {
  const place = i / 255 * (VIRIDIS.length - 1);
  const below = Math.min(VIRIDIS.length - 2, Math.floor(place));
  return VIRIDIS[below].map((from, c) => Math.round(from + (place - below) * (VIRIDIS[below + 1][c] - from)));
});
const SHADE_TEXTS = SHADES.map((shade) => `rgb(${shade.join(', ')})`);

/** How light a colour is, by WCAG. */
function luminance(rgb) {
  const [red, green, blue] = rgb.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

// White and black are equally readable on this luminance, and readable enough.
const SHADE_INKS = SHADES.map((shade) => (luminance(shade) < 0.179 ? '#ffffff' : '#000000'));

/** Where in sorted numbers a quantile lies, between neighbours in proportion. */
function quantile(sorted, q) {
  const place = q * (sorted.length - 1);
  const below = Math.floor(place);
  const rest = place - below;
  return rest === 0 ? sorted[below] : sorted[below] * (1 - rest) + sorted[below + 1] * rest;
}

/** Where a number lies between two ends: 0 to 1. */
class Scale {
  constructor(low, high, logarithmic, clipped = [false, false]) {
    this.low = low;
    this.high = high;
    this.logarithmic = logarithmic;
    this.clipped = clipped;
    this.from = logarithmic ? Math.log(low) : low;
    this.span = (logarithmic ? Math.log(high) : high) - this.from;
  }

  /** From the 1st to the 99th of a hundred values; undefined where there are none. */
  static of(values, logarithmic) {
    const sorted = Float32Array.from(values).filter((v) => Number.isFinite(v) && (!logarithmic || v > 0)).sort();
    if (sorted.length === 0) return undefined;
    const low = quantile(sorted, 0.01);
    const high = quantile(sorted, 0.99);
    return new Scale(low, high, logarithmic, [low > sorted[0], high < sorted.at(-1)]);
  }

  place(value) {
    if (this.span === 0) return 0.5;
    return ((this.logarithmic ? Math.log(value) : value) - this.from) / this.span;
  }

  /** The number of a shade; -1 for no number. */
  shade(value) {
    if (Number.isNaN(value)) return -1;
    return Math.round(255 * Math.max(0, Math.min(1, this.place(value))));
  }

  /** Round numbers between the ends, about as many as asked for. */
  ticks(wanted = 5) {
    if (this.span === 0) return [this.low];
    if (this.logarithmic && this.span > Math.log(30)) return this.powers(wanted);
    const step = niceStep((this.high - this.low) / wanted);
    const ticks = [];
    for (let n = Math.ceil(this.low / step - 1e-9); n * step <= this.high + 1e-9 * step; n++) ticks.push(Number((n * step).toPrecision(12)));
    return ticks;
  }

  powers(wanted) {
    const first = Math.ceil(Math.log10(this.low) - 1e-6);
    const last = Math.floor(Math.log10(this.high) + 1e-6);
    const each = Math.max(1, Math.round((last - first) / wanted));
    const ticks = [];
    for (let power = first; power <= last; power += each) ticks.push(10 ** power);
    return ticks;
  }
}

/** 1, 2 or 5 times a power of ten. */
function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5].find((step) => rough <= step * power * 1.0001) ?? 10);
}

/** Iterations to label: the first, the last and round ones between, of which so many fit. */
function depthTicks(depths, fit) {
  const step = Math.max(1, Math.ceil(niceStep(depths.length / Math.max(2, fit))));
  return depths.map((depth, place) => ({ depth, place })).filter(({ depth, place }) => place === depths.length - 1
    || (depths.length - 1 - place >= step * 0.6 && (place === 0 || depth % step === 0)));
}
