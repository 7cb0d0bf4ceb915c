// The curves as an ECharts option: the same for the screen, SVG and PNG.

// Without quotation marks, which would end an attribute in ECharts' SVG.
const FONT = 'system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, sans-serif';

/** Around a panel's plot, in pixels: title above, axis below, numbers at its left. */
const MARGIN = { top: 34, right: 24, bottom: 50, left: 52 };
const PANEL = { width: 300, height: 216, high: 430 };
const LINE = 18;
/** About the width of a letter. */
const LETTER = 6.4;
/** Of the bars of saturation, above the axis and from one to the next. */
const FOOT = 9;
const FOOT_STEP = 10;
const END_LABEL = 200;

/** Curves named above a panel; on the screen more are told by the legend and the pointer, and on paper there is neither. */
const NAMED = 4;
const namedAtMost = (paper) => (paper ? Infinity : NAMED);

/** Foreign text for a canvas: one line, nothing hidden, no markup of ECharts. */
function canvasText(text, atMost = 40) {
  const line = text.replace(INVISIBLE, '\ufffd').replace(/\s+/g, ' ').replace(/\{/g, '(').replace(/\}/g, ')');
  return line.length > atMost ? `${line.slice(0, atMost - 1)}…` : line;
}

/** How many panels stand side by side, how high each and all are, and what stands above the plots. */
function chartLayout(view, width, paper = false) {
  const { panels } = view;
  const alone = view.overlaid || panels.length < 2;
  const columns = alone ? 1 : Math.max(1, Math.min(panels.length, 4, Math.floor(width / PANEL.width)));
  const atMost = namedAtMost(paper);
  const named = (panel) => Math.min(atMost, panel.curves.length) + Math.min(atMost, publishedOf(view, panel).length)
    + Math.min(atMost, beyondOf(view, panel).length);
  const names = Math.max(0, ...panels.map(named));
  const head = alone && !paper ? 14 : MARGIN.top + names * LINE;
  const panelHeight = (alone ? PANEL.high : PANEL.height) + head;
  return { columns, head, panelHeight, height: Math.max(1, Math.ceil(panels.length / columns)) * panelHeight, alone };
}

/** Draws for a width; `paper` is for files: light, with the names of the curves. */
function curveOption(view, width, paper = false) {
  const ink = (name) => colour(name, paper);
  const { columns, head, panelHeight, alone } = chartLayout(view, width, paper);
  const panelWidth = width / columns;
  const labelled = alone && width > 700;
  const option = {
    animation: false,
    textStyle: { fontFamily: FONT },
    title: [], grid: [], xAxis: [], yAxis: [], series: [],
    tooltip: tooltip(view),
  };
  view.panels.forEach((panel, index) => {
    const left = (index % columns) * panelWidth;
    const top = Math.floor(index / columns) * panelHeight;
    option.grid.push({
      left: left + MARGIN.left,
      top: top + head,
      width: Math.max(80, panelWidth - MARGIN.left - MARGIN.right - (labelled ? END_LABEL : 0)),
      height: panelHeight - head - MARGIN.bottom,
    });
    if (!alone || paper) option.title.push(panelTitle(view, panel, left, top, panelWidth, ink, namedAtMost(paper)));
    option.xAxis.push(costAxis(view, panel, index, ink));
    option.yAxis.push(valueAxis(view, panel, index, ink));
    panel.curves.forEach((curve, place) => {
      option.series.push(...curveSeries(view, curve, place, index, labelled, ink));
    });
    option.series.push(...publishedSeries(view, panel, index, labelled, ink));
    option.series.push(...beyondSeries(view, panel, index, labelled, ink));
    option.series.push(...trainedSeries(view, panel, index, ink));
  });
  return option;
}

/** The task, and beneath it what its curves are and from where to where they go. */
function panelTitle(view, panel, left, top, width, ink, atMost) {
  const rich = {};
  const letters = Math.floor((width - MARGIN.right) / LETTER) - 4;
  const names = panel.curves.slice(0, atMost).map((curve, i) => {
    rich[`c${i}`] = { color: ink(`series-${view.look(curve).colour % SERIES_COLOURS}`), fontSize: 13 };
    const ends = [curve.points[0], curve.points.at(-1)].map((point) => metric(point.value, curve.fraction).replace(/ %$/, ''));
    const numbers = `${ends.join(' → ')}${curve.fraction ? ' %' : ''}`
      + (curve.saturation ? `, enough at ${curve.saturation.r}` : '');
    return `{c${i}|${view.look(curve).sign}}  ${canvasText(view.name(curve), Math.max(8, letters - numbers.length))}  ${numbers}`;
  });
  publishedOf(view, panel).slice(0, atMost).forEach((known, i) => {
    rich[`p${i}`] = { color: ink(`series-${view.look(measuredOf(panel, known)).colour % SERIES_COLOURS}`), fontSize: 13 };
    names.push(`{p${i}|○}  ${canvasText(publishedName(view, panel, known), Math.max(8, letters))}`);
  });
  beyondOf(view, panel).slice(0, atMost).forEach((line, i) => {
    rich[`b${i}`] = { color: ink(beyondColour(view, line)), fontSize: 13 };
    names.push(`{b${i}|●}  ${canvasText(line.name, Math.max(8, letters))}`);
  });
  return {
    text: `{t|${canvasText(panel.title, letters)}}${panel.metric ? `  {m|${canvasText(panel.metric, Math.max(8, letters - panel.title.length * 1.3))}}` : ''}`,
    subtext: names.join('\n'),
    left,
    top,
    padding: [2, 0],
    itemGap: 6,
    textStyle: {
      fontFamily: FONT,
      rich: {
        t: { color: ink('ink'), fontSize: 15, fontWeight: 600, fontFamily: FONT },
        m: { color: ink('soft'), fontSize: 12, fontWeight: 400, fontFamily: FONT },
      },
    },
    subtextStyle: { color: ink('soft'), fontSize: 12, lineHeight: LINE, fontFamily: FONT, rich },
  };
}

function costAxis(view, panel, gridIndex, ink) {
  const cost = COSTS[view.cost];
  const values = [...panel.curves.flatMap((curve) => view.points(curve).map(cost.of)),
    ...publishedOf(view, panel).flatMap((known) => known.points.map(cost.of)),
    ...beyondOf(view, panel).flatMap((line) => line.points.map(cost.of))];
  const least = Math.min(...values);
  const most = Math.max(...values);
  const logBase = view.cost === 'r' || most / least < 100 ? 2 : 10;
  return {
    type: 'log',
    logBase,
    gridIndex,
    min: least < most ? least : least / logBase,
    max: least < most ? most : least * logBase,
    name: cost.axis,
    nameLocation: 'middle',
    nameGap: 28,
    nameTextStyle: { color: ink('soft'), fontSize: 12 },
    axisLine: { lineStyle: { color: ink('rule') }, onZero: false },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: { color: ink('soft'), fontSize: 12, hideOverlap: true, customValues: axisValues(view, values), formatter: (v) => cost.text(Number(v.toPrecision(3))) },
    axisPointer: { snap: true, lineStyle: { color: ink('soft'), type: 'dashed' }, label: { show: false } },
  };
}

/** Where an axis is labelled: over r at the sweep's own, else at 1, 2 and 5 times powers of ten. */
function axisValues(view, values) {
  if (view.cost === 'r') return distinct(values).sort((a, b) => a - b);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least < most ? roundNumbers(least, most) : distinct(values);
}

function valueAxis(view, panel, gridIndex, ink) {
  const fraction = panel.curves.every((curve) => curve.fraction);
  return {
    type: 'value',
    gridIndex,
    min: fraction && !view.fitted ? 0 : undefined,
    max: fraction && !view.fitted ? 100 : undefined,
    scale: true,
    interval: fraction && !view.fitted ? 25 : undefined,
    splitNumber: 4,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: ink('rule') } },
    // Clear of a ring on the first point.
    axisLabel: { color: ink('soft'), fontSize: 12, margin: 12, formatter: fraction ? (v) => `${v} %` : undefined },
  };
}

/**
 * How deep models were trained, as lines across a panel over r, each depth once; of several runs in their colours.
 * Where training never went deeper, what lies beyond is shaded, unless curves differ in it.
 */
function trainedSeries(view, panel, axis, ink) {
  if (view.cost !== 'r') return [];
  const depths = panel.curves.flatMap((curve) => view.points(curve).map((point) => point.r));
  const least = Math.min(...depths);
  const most = Math.max(...depths);
  const marks = new Map();
  panel.curves.filter(trainedWithin).forEach((curve) => {
    const name = `trained${curve.trained.mean ? ': mean' : ' up to'} ${curve.trained.r}`;
    const stroke = view.comparing ? ink(`series-${view.look(curve).colour % SERIES_COLOURS}`) : ink('soft');
    if (!marks.has(name)) marks.set(name, { ...curve.trained, name, stroke });
  });
  return [...marks.values()].map(({ r, mean, name, stroke }, row) => {
    // On the side with more room.
    const left = r * r > least * most;
    return {
      xAxisIndex: axis,
      yAxisIndex: axis,
      type: 'line',
      silent: true,
      data: [],
      markLine: {
        silent: true,
        symbol: 'none',
        lineStyle: { color: stroke, type: [3, 4], width: 1.2 },
        label: {
          color: stroke,
          fontSize: 11,
          formatter: name,
          position: 'end',
          distance: 0,
          align: left ? 'right' : 'left',
          verticalAlign: 'top',
          offset: [left ? -5 : 5, 3 + row * 14],
        },
        data: [{ xAxis: r, name }],
      },
      markArea: mean || marks.size > 1 || r === most ? undefined : {
        silent: true,
        itemStyle: { color: stroke, opacity: 0.07 },
        data: [[{ xAxis: r }, { xAxis: most }]],
      },
      z: 0,
    };
  });
}

/** Whether a curve shows what training was worth. */
function trainedWithin({ trained, points }) {
  const [first, last] = [points[0].r, points.at(-1).r];
  return trained !== undefined && first < last && trained.r >= first && trained.r <= last;
}

/** The line of a curve, its band, and where it saturates. */
function curveSeries(view, curve, place, axis, labelled, ink) {
  const look = view.look(curve);
  const stroke = ink(`series-${look.colour % SERIES_COLOURS}`);
  const scale = curve.fraction ? 100 : 1;
  const cost = COSTS[view.cost].of;
  const points = view.points(curve);
  const on = { xAxisIndex: axis, yAxisIndex: axis };
  const line = {
    ...on,
    type: 'line',
    name: view.name(curve),
    // ECharts copies what it is given, so curve and point are named by their places.
    data: points.map((point) => ({
      value: [cost(point), scale * point.value], curve: view.curves.indexOf(curve), point: curve.points.indexOf(point),
    })),
    symbol: look.symbol,
    symbolSize: 7,
    showAllSymbol: true,
    color: stroke,
    lineStyle: { width: 2.2, type: look.dash, color: stroke },
    emphasis: { focus: 'none', lineStyle: { width: 3 } },
    labelLayout: { moveOverlap: 'shiftY' },
    z: 3,
  };
  // Of several runs one is labelled: the others have the same names in other colours.
  if (labelled && (!view.comparing || curve.run === view.shown[0].run)) {
    line.endLabel = {
      show: true, distance: 10, color: ink('ink'), fontSize: 12, lineHeight: LINE, formatter: canvasText(view.name(curve, false), 30),
    };
  }
  const series = [line];
  if (view.bands) series.push(bandSeries(on, points, cost, scale, stroke));
  if (curve.saturation) series.push(...saturationSeries(on, curve, points, cost, scale, stroke, view.overlaid ? undefined : FOOT + place * FOOT_STEP));
  return series.filter(Boolean);
}

/** The 95 % intervals as a filled shape. */
function bandSeries(on, points, cost, scale, stroke) {
  const known = points.filter((point) => point.low !== undefined);
  if (known.length < 2) return undefined;
  const edge = [
    ...known.map((point) => [cost(point), scale * point.high]),
    ...known.toReversed().map((point) => [cost(point), scale * point.low]),
  ];
  return {
    ...on,
    type: 'custom',
    silent: true,
    clip: true,
    data: [[...edge[0]], [...edge.at(-1)]],
    tooltip: { show: false },
    renderItem: (params, api) => (params.dataIndex > 0 ? undefined : {
      type: 'polygon',
      shape: { points: edge.map((corner) => api.coord(corner)) },
      style: { fill: stroke, opacity: 0.15 },
    }),
    z: 1,
  };
}

/**
 * Where more iterations stop helping: a ring on the curve, and its interval as a bar so high above the
 * axis, if at all: bars of all tasks together would hide the curves.
 */
function saturationSeries(on, curve, points, cost, scale, stroke, foot) {
  const { r, low, high } = curve.saturation;
  const at = (depth) => points.find((point) => point.r === depth);
  if (![r, low, high].every(at)) return [];
  const ring = {
    ...on,
    type: 'scatter',
    silent: true,
    symbol: 'circle',
    symbolSize: 17,
    itemStyle: { color: 'transparent', borderColor: stroke, borderWidth: 2 },
    data: [[cost(at(r)), scale * at(r).value]],
    tooltip: { show: false },
    z: 4,
  };
  const bar = {
    ...on,
    type: 'custom',
    silent: true,
    data: [[cost(at(r)), 0]],
    tooltip: { show: false },
    renderItem: (params, api) => {
      const { y, height: plot } = params.coordSys;
      const across = (depth) => api.coord([cost(at(depth)), 0])[0];
      const line = y + plot - foot;
      return {
        type: 'group',
        children: [
          { type: 'rect', shape: { x: across(low) - 3, y: line - 2, width: across(high) - across(low) + 6, height: 4, r: 2 }, style: { fill: stroke, opacity: 0.45 } },
          { type: 'circle', shape: { cx: across(r), cy: line, r: 4.5 }, style: { fill: stroke } },
        ],
      };
    },
    z: 4,
  };
  return foot === undefined ? [ring] : [ring, bar];
}

/** The numbers under the pointer, of every curve of the panel. */
function tooltip(view) {
  return {
    trigger: 'axis',
    confine: true,
    className: 'tooltip',
    backgroundColor: 'transparent',
    borderWidth: 0,
    padding: 0,
    shadowBlur: 0,
    extraCssText: 'box-shadow: none',
    axisPointer: { type: 'line' },
    formatter: (items) => reading(view, [items].flat().filter((item) => item.data?.curve !== undefined),
      [items].flat().filter((item) => item.data?.published !== undefined),
      [items].flat().filter((item) => item.data?.beyond !== undefined)),
  };
}

/** As many lines as fit beside a chart. */
const READ_AT_MOST = 12;

/** The points as a small table. */
function reading(view, items, published, beyond) {
  const others = [...publishedRows(view, published), ...beyondRows(beyond)];
  if (items.length === 0) return others.length ? element('div', { class: 'reading-box' }, element('table', {}, others)) : '';
  const points = items.map(({ data }) => view.curves[data.curve].points[data.point]);
  const depths = distinct(points.map((point) => point.r));
  const rows = items.slice(0, READ_AT_MOST).map((item, i) => {
    const curve = view.curves[item.data.curve];
    const mark = element('span', { class: 'mark' });
    mark.style.background = item.color;
    return element('tr', {},
      element('td', {}, mark, foreign(view.name(curve), 60)),
      depths.length > 1 ? element('td', {}, `r = ${points[i].r}`) : null,
      element('td', { class: 'number' }, element('b', {}, metric(points[i].value, curve.fraction))),
      element('td', { class: 'number' }, interval(points[i], curve.fraction)),
      element('td', { class: 'number soft' }, `n = ${count(points[i].n)}`));
  });
  const cost = view.cost === 'r' ? COSTS.flops : COSTS[view.cost];
  const known = cost.of(points[0]);
  return element('div', { class: 'reading-box' },
    element('p', {}, [
      depths.length === 1 ? `r = ${depths[0]}` : '',
      known === undefined ? '' : `${short(known)} ${cost.unit}`,
    ].filter(Boolean).join(', ')),
    element('table', {}, rows, others),
    items.length > READ_AT_MOST ? element('p', { class: 'soft' }, `and ${items.length - READ_AT_MOST} more, in the table beneath`) : null);
}
