// A canvas of a figure, as sharp as the screen, and drawn at most once a frame.

class Figure {
  /** `draw(pen, width, height, ink)` draws it; `height(width)` says how high it is. */
  constructor(box, label, height, draw) {
    this.box = box;
    this.height = height;
    this.draw = draw;
    this.canvas = element('canvas', { role: 'img', 'aria-label': label });
    box.append(this.canvas);
    new ResizeObserver(() => { if (box.clientWidth !== this.width) this.redraw(); }).observe(box);
  }

  redraw() {
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = undefined;
      this.now();
    });
  }

  now() {
    const { canvas, box } = this;
    const width = box.clientWidth;
    // Hidden: nothing to draw, and nothing to draw it on.
    if (width === 0) return;
    const height = this.height(width);
    const dense = devicePixelRatio || 1;
    this.width = width;
    canvas.width = Math.round(width * dense);
    canvas.height = Math.round(height * dense);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    const context = canvas.getContext('2d');
    context.scale(dense, dense);
    this.draw(new CanvasPen(context), width, height, inks());
  }

  /** Says in words what the figure shows. */
  describe(text) {
    this.canvas.setAttribute('aria-label', text);
  }
}

/** Colours of the style sheet, each asked for once. */
function inks(light = false) {
  const known = new Map();
  return (name) => {
    if (!known.has(name)) known.set(name, colour(name, light));
    return known.get(name);
  };
}

/** Saved figures are not as narrow as a telephone. */
const SAVED_WIDTH = 800;

/** A button that saves a drawing on light paper. */
function svgButton(name, title, figure, height, draw) {
  return element('button', {
    type: 'button',
    onclick: () => {
      const pen = new SvgPen();
      const ink = inks(true);
      const across = Math.max(SAVED_WIDTH, figure.width);
      const down = height(across);
      draw(pen, across, down, ink);
      saveText(`${name}.svg`, 'image/svg+xml', pen.file(across, down, ink('paper'), title()));
    },
  }, 'Save SVG');
}
