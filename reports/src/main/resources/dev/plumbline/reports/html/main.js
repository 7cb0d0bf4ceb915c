// Reads the data and draws the page, curves first.

async function start() {
  const report = await readReport();
  report.tasks = distinct(report.curves.map((curve) => curve.task));
  const place = new Place();
  heading(report);
  notes(report);
  const tables = (shown) => {
    summary(report, shown);
    gainsTable(report, shown);
  };
  const { view, draw } = curveSection(report, place, tables);
  watchTheme(draw);
  drawn('curves');
  // The browser paints the curves before the rest is made.
  await new Promise((resolve) => setTimeout(resolve));
  tables(view);
  unscoredTasks(report);
  publishedSection(report);
  const drawExits = exitSection(report);
  numbersTable(report);
  provenanceSection(report);
  const documents = documentSection(report, place);
  comparisonSection(report, documents.hasFlips, documents.showFlips);
  const redraw = () => {
    drawExits();
    documents.redraw();
  };
  byId('theme').addEventListener('click', redraw);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  matchMedia('print').addEventListener('change', redraw);
  place.scroll();
  drawn('all');
}

/** Tells tests, and whoever measures, how far the page is. */
function drawn(part) {
  performance.mark(part);
  document.documentElement.dataset.drawn = part;
}

function heading(report) {
  const models = distinct(report.runs.map((run) => run.name));
  const title = models.length > 3 ? `${models.length} runs` : models.map((name) => canvasText(name, 60)).join(' and ');
  byId('title').replaceChildren(foreign(title, 200));
  document.title = `${title} · Plumbline`;
  const depths = distinct(report.runs.flatMap((run) => run.iterations.filter(Number.isInteger))).sort((a, b) => a - b);
  const documents = report.answered.reduce((most, answered) => {
    most[answered.task] = Math.max(most[answered.task] ?? 0, answered.ids.length);
    return most;
  }, Object.create(null));
  const total = Object.values(documents).reduce((a, b) => a + b, 0);
  const tasks = distinct(report.runs.flatMap((run) => run.tasks.map((task) => task.name))).length;
  byId('subtitle').textContent = [
    `${count(tasks)} ${tasks === 1 ? 'task' : 'tasks'}`,
    `${count(total)} documents`,
    `r = ${depths.join(', ')}`,
    distinct(report.runs.map((run) => run.finished.slice(0, 10))).join(', '),
  ].join('  ·  ');
}

/** What a reader must know before believing the numbers. */
function notes(report) {
  const said = [];
  if (report.textLength !== undefined) {
    said.push(`Prompts and answers longer than ${count(report.textLength)} characters are shortened in their middle, so that this file stays small. `
      + 'plumbline report --full-text keeps them whole.');
  }
  report.runs.forEach((run) => {
    const failed = run.tasks.reduce((sum, task) => sum + (task.failed ?? 0), 0);
    const truncated = run.tasks.reduce((sum, task) => sum + (task.truncatedPrompts ?? 0), 0);
    const which = report.runs.length > 1 ? `${canvasText(run.name, 60)}: ` : '';
    const others = run.iterations.filter((point) => !Number.isInteger(point));
    if (others.length) {
      said.push(`${which}r = ${others.join(', ')} are of no fixed depth: they stand under “Beyond fixed r” and over what they cost. Document by document the page shows fixed r; the others are in samples.jsonl of the run.`);
    }
    if (failed) said.push(`${which}${count(failed)} samples failed and count in no mean.`);
    if (truncated) said.push(`${which}${count(truncated)} prompts did not fit the model and lost their start.`);
  });
  byId('notes').replaceChildren(...said.map((text) => element('p', { class: 'notice' }, text)));
}

function fail(error) {
  const problem = byId('problem');
  problem.hidden = false;
  problem.textContent = typeof DecompressionStream === 'undefined'
    ? 'This browser is too old for the report; browsers of 2024 and later can show it.'
    : `The report cannot be shown: ${error.message}`;
}

start().catch(fail);
