// Figures are drawn once, with a pen: on a canvas for the screen, as SVG for a file.

// Without quotation marks, which would end an attribute in SVG.
const FONT = 'system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, sans-serif';

/** Draws on a canvas. Points are flat: x, y, x, y. */
class CanvasPen {
  constructor(context) {
    this.context = context;
  }

  trace(points, closed) {
    const { context } = this;
    context.beginPath();
    context.moveTo(points[0], points[1]);
    for (let i = 2; i < points.length; i += 2) context.lineTo(points[i], points[i + 1]);
    if (closed) context.closePath();
  }

  paint({ fill, stroke, width = 1, dash = [], alpha = 1 }) {
    const { context } = this;
    context.globalAlpha = alpha;
    if (fill) {
      context.fillStyle = fill;
      context.fill();
    }
    if (stroke) {
      context.strokeStyle = stroke;
      context.lineWidth = width;
      context.setLineDash(dash);
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  line(points, look) {
    if (points.length < 4) return;
    this.context.lineJoin = 'round';
    this.trace(points, false);
    this.paint(look);
  }

  polygon(points, look) {
    this.trace(points, true);
    this.paint(look);
  }

  rect(x, y, width, height, look) {
    this.context.beginPath();
    this.context.rect(x, y, width, height);
    this.paint(look);
  }

  circle(x, y, radius, look) {
    this.context.beginPath();
    this.context.arc(x, y, radius, 0, 2 * Math.PI);
    this.paint(look);
  }

  text(x, y, text, { fill, size = 12, weight = 400, align = 'left', turn = 0, halo }) {
    const { context } = this;
    context.save();
    context.translate(x, y);
    context.rotate(turn * Math.PI / 180);
    context.font = `${weight} ${size}px ${FONT}`;
    context.textAlign = align;
    context.textBaseline = 'middle';
    if (halo) {
      context.strokeStyle = halo;
      context.lineWidth = 3;
      context.lineJoin = 'round';
      context.strokeText(text, 0, 0);
    }
    context.fillStyle = fill;
    context.fillText(text, 0, 0);
    context.restore();
  }

  /** Draws what must not leave a rectangle. */
  within(x, y, width, height, draw) {
    this.context.save();
    this.context.beginPath();
    this.context.rect(x, y, width, height);
    this.context.clip();
    draw();
    this.context.restore();
  }

  /** A grid of shades; -1 leaves a cell open. */
  cells(x, y, width, height, columns, rows, shadeAt) {
    this.context.imageSmoothingEnabled = height < rows;
    this.context.imageSmoothingQuality = 'high';
    this.context.drawImage(cellPicture(columns, rows, shadeAt), x, y, width, height);
  }
}

/** A grid with one pixel for each cell. */
function cellPicture(columns, rows, shadeAt) {
  const canvas = element('canvas', { width: columns, height: rows });
  const context = canvas.getContext('2d');
  const picture = context.createImageData(columns, rows);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at += 4) {
      const shade = shadeAt(column, row);
      if (shade < 0) continue;
      [picture.data[at], picture.data[at + 1], picture.data[at + 2]] = SHADES[shade];
      picture.data[at + 3] = 255;
    }
  }
  context.putImageData(picture, 0, 0);
  return canvas;
}

/** Beyond so many cells a picture takes the place of rectangles, which no program would open. */
const SVG_CELLS = 20000;

const escaped = (text) => String(text).replace(INVISIBLE, '\ufffd').replace(/[\uffff\ufffe]/g, '\ufffd')
  .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const rounded = (number) => Number(number.toFixed(2));

/** Writes SVG. */
class SvgPen {
  constructor() {
    this.parts = [];
    this.clips = 0;
  }

  add(name, attributes, content) {
    const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(typeof value === 'number' ? rounded(value) : value)}"`);
    this.parts.push(content === undefined ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${escaped(content)}</${name}>`);
  }

  look({ fill, stroke, width = 1, dash = [], alpha = 1 }) {
    const look = { fill: fill ?? 'none' };
    if (stroke) Object.assign(look, { stroke, 'stroke-width': width, 'stroke-linejoin': 'round' });
    if (stroke && dash.length) look['stroke-dasharray'] = dash.join(' ');
    if (alpha < 1) look.opacity = alpha;
    return look;
  }

  line(points, look) {
    if (points.length >= 4) this.add('polyline', { points: Array.from(points, rounded).join(' '), ...this.look(look) });
  }

  polygon(points, look) {
    this.add('polygon', { points: Array.from(points, rounded).join(' '), ...this.look(look) });
  }

  rect(x, y, width, height, look) {
    this.add('rect', { x, y, width, height, ...this.look(look) });
  }

  circle(x, y, radius, look) {
    this.add('circle', { cx: x, cy: y, r: radius, ...this.look(look) });
  }

  text(x, y, text, { fill, size = 12, weight = 400, align = 'left', turn = 0, halo }) {
    const anchor = { left: 'start', center: 'middle', right: 'end' }[align];
    this.add('text', {
      x, y, fill, 'font-size': size, 'font-weight': weight, 'text-anchor': anchor, 'dominant-baseline': 'central', 'xml:space': 'preserve',
      ...(turn ? { transform: `rotate(${turn} ${rounded(x)} ${rounded(y)})` } : {}),
      ...(halo ? { stroke: halo, 'stroke-width': 3, 'stroke-linejoin': 'round', 'paint-order': 'stroke' } : {}),
    }, text);
  }

  within(x, y, width, height, draw) {
    const id = `clip-${this.clips++}`;
    this.parts.push(`<clipPath id="${id}">`);
    this.rect(x, y, width, height, { fill: '#000' });
    this.parts.push(`</clipPath><g clip-path="url(#${id})">`);
    draw();
    this.parts.push('</g>');
  }

  cells(x, y, width, height, columns, rows, shadeAt) {
    if (columns * rows > SVG_CELLS) {
      this.add('image', {
        x, y, width, height, preserveAspectRatio: 'none', 'image-rendering': 'pixelated',
        href: cellPicture(columns, rows, shadeAt).toDataURL('image/png'),
      });
      return;
    }
    const [across, down] = [width / columns, height / rows];
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const shade = shadeAt(column, row);
        if (shade < 0) continue;
        this.add('rect', {
          x: x + column * across, y: y + row * down, width: across, height: down, fill: SHADE_TEXTS[shade], 'shape-rendering': 'crispEdges',
        });
      }
    }
  }

  file(width, height, paper, title) {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.round(width)}" height="${Math.round(height)}" `
      + `viewBox="0 0 ${Math.round(width)} ${Math.round(height)}" font-family="${FONT}">\n<title>${escaped(title)}</title>\n`
      + `<rect width="100%" height="100%" fill="${escaped(paper)}"/>\n${this.parts.join('\n')}\n</svg>\n`;
  }
}
