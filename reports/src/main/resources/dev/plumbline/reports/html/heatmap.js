// Documents by r as a map: documents that are right early at the top. Many documents share a line.

const MAP_LINES = 160;
const MAP_HEIGHT = 320;

/** Means over the documents of each line and depth; undefined where none was judged. */
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
        return known.length ? known.reduce((a, b) => a + b) / known.length : undefined;
      }),
    });
  }
  return lines;
}

/** Draws the map; a click opens the first document of the line. */
function heatmap(chart, outcomes, rows, open) {
  const lines = mapLines(outcomes, rows);
  const means = lines.flatMap((line) => line.means).filter((mean) => mean !== undefined);
  const [least, most] = outcomes.binary || means.length === 0 ? [0, 1] : [Math.min(...means), Math.max(...means)];
  const unjudged = (line, x) => ({
    visualMap: false,
    itemStyle: { color: colour(line.rows.every((row) => row.outcomes[x] === 'f') ? 'failed' : 'raised') },
  });
  chart.off('click');
  chart.on('click', (event) => open(lines[event.data.value[1]].rows[0]));
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
      show: false, min: least, max: most, inRange: { color: [colour('wrong'), colour('right')] },
    },
    tooltip: {
      confine: true, backgroundColor: 'transparent', borderWidth: 0, padding: 0, extraCssText: 'box-shadow: none',
      formatter: ({ data: { value: [depth, line] } }) => mapReading(outcomes, lines[line], depth),
    },
    series: [{
      type: 'heatmap',
      data: lines.flatMap((line, y) => line.means.map((mean, x) => ({
        value: [x, y, mean ?? least], ...(mean === undefined ? unjudged(line, x) : {}),
      }))),
      emphasis: { itemStyle: { borderColor: colour('ink'), borderWidth: 1 } },
      progressive: 0,
    }],
  }, { notMerge: true });
}

function mapReading(outcomes, line, depth) {
  const { rows } = line;
  const value = line.means[depth];
  const what = rows.length === 1 ? `Document ${rows[0].id}` : `${rows.length} documents`;
  const said = rows.length === 1 && outcomes.binary ? state(rows[0], depth)[1]
    : value === undefined ? 'not judged'
      : `mean ${metric(value, outcomes.fraction)}`;
  return element('div', { class: 'reading-box' }, element('p', {}, `${what}, r = ${outcomes.depths[depth]}: `, element('b', {}, said)));
}
