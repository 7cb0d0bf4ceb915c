// Documents by r as a map: documents that are right early at the top. Many documents share a line.

const MAP_LINES = 160;
const MAP_HEIGHT = 320;
const ALL_FAILED = -1;

/** Means over the documents of each line and depth. */
function mapLines(outcomes, rows) {
  const each = Math.max(1, Math.ceil(rows.length / MAP_LINES));
  const lines = [];
  for (let first = 0; first < rows.length; first += each) {
    const some = rows.slice(first, first + each);
    lines.push({
      first,
      rows: some,
      means: outcomes.depths.map((r, depth) => {
        const known = some.map((row) => outcomes.value(row, depth)).filter((v) => v !== undefined);
        return known.length ? known.reduce((a, b) => a + b) / known.length : ALL_FAILED;
      }),
    });
  }
  return lines;
}

/** Draws the map; a click opens the first document of the line. */
function heatmap(chart, outcomes, rows, open) {
  const lines = mapLines(outcomes, rows);
  const highest = outcomes.binary ? 1 : Math.max(...lines.flatMap((line) => line.means), 0) || 1;
  chart.off('click');
  chart.on('click', (event) => open(lines[event.data[1]].rows[0]));
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: FONT },
    grid: { left: 8, right: 8, top: 4, bottom: 42 },
    xAxis: {
      type: 'category', data: outcomes.depths.map(String), name: 'iterations r', nameLocation: 'middle', nameGap: 26,
      nameTextStyle: { color: colour('soft'), fontSize: 12 },
      axisLine: { show: false }, axisTick: { show: false }, axisLabel: { color: colour('soft'), fontSize: 12 },
    },
    yAxis: { type: 'category', data: lines.map((line) => line.first), inverse: true, show: false },
    visualMap: {
      show: false, min: 0, max: highest,
      inRange: { color: [colour('wrong'), colour('right')] }, outOfRange: { color: colour('failed') },
    },
    tooltip: {
      confine: true, backgroundColor: 'transparent', borderWidth: 0, padding: 0, extraCssText: 'box-shadow: none',
      formatter: ({ data: [depth, line, value] }) => mapReading(outcomes, lines[line], depth, value),
    },
    series: [{
      type: 'heatmap',
      data: lines.flatMap((line, y) => line.means.map((mean, x) => [x, y, mean])),
      emphasis: { itemStyle: { borderColor: colour('ink'), borderWidth: 1 } },
      progressive: 0,
    }],
  }, { notMerge: true });
}

function mapReading(outcomes, line, depth, value) {
  const { rows } = line;
  const what = rows.length === 1 ? `Document ${rows[0].id}` : `${rows.length} documents`;
  const said = value === ALL_FAILED ? 'not judged'
    : rows.length === 1 && outcomes.binary ? state(rows[0], depth)[1]
      : `mean ${metric(value, outcomes.binary)}`;
  return element('div', { class: 'reading-box' }, element('p', {}, `${what}, r = ${outcomes.depths[depth]}: `, element('b', {}, said)));
}
