// What was run, with what, how to run it again and how to cite it.

function provenanceSection(report) {
  byId('runs').replaceChildren(...report.runs.map((run) => element('article', { class: 'provenance' },
    element('h3', {}, foreign(run.name, 100)),
    element('h4', {}, 'Repeat it'),
    copyable(run.command, 'The command'),
    element('h4', {}, 'Cite it'),
    copyable(citation(run), 'The citation'),
    element('div', { class: 'columns' },
      definitions('Model and machine', [
        ['Model', foreign(run.model)],
        ['SHA-256', run.sha256 === undefined ? 'unknown' : hash(run.sha256)],
        ...Object.entries(run.versions).map(([name, version]) => [name, foreign(version)]),
        ['Seed', run.seed === undefined ? 'unknown' : String(run.seed)],
        ['Iterations', run.iterations.join(', ')],
        ['Started', run.started],
        ['Finished', run.finished],
        ['Folder', foreign(run.folder)],
      ]),
      definitions('Settings', Object.entries(run.configuration).map(([name, value]) =>
        [foreign(name), foreign(typeof value === 'string' ? value : JSON.stringify(value))]))),
    tasksTable(run))));
}

function definitions(title, entries) {
  return element('div', {},
    element('h4', {}, title),
    element('dl', {}, entries.map(([name, value]) => [element('dt', {}, name), element('dd', {}, value)])));
}

const hash = (text) => element('code', { class: 'hash' }, foreign(text));

function tasksTable(run) {
  return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Tasks and their data' },
    element('table', {},
      element('caption', {}, 'Tasks and their data'),
      element('thead', {}, element('tr', {}, ['Task', 'Version', 'Documents', 'Scored', 'No answer found', 'Failed', 'Truncated prompts', 'Data, SHA-256']
        .map((title, i) => element('th', { scope: 'col', class: i > 1 && i < 7 ? 'number' : '' }, title)))),
      element('tbody', {}, run.tasks.map((task) => element('tr', {},
        element('th', { scope: 'row' }, foreign(task.name, 60)),
        element('td', {}, foreign(task.version)),
        [task.documents, task.scored, task.unparsed, task.failed, task.truncatedPrompts].map((number) =>
          element('td', { class: 'number' }, number === undefined ? '–' : count(number))),
        element('td', {}, Object.entries(task.data).map(([file, sum]) =>
          element('div', {}, foreign(file), ' ', hash(sum)))))))));
}

/** Text with a button that copies it. */
function copyable(text, what) {
  const said = element('span', { role: 'status' });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = 'Copied';
    } catch {
      said.textContent = 'This browser does not let a file copy; select the text instead';
    }
  };
  return element('div', { class: 'copyable' },
    passage(text, what),
    element('button', { type: 'button', class: 'quiet', onclick: copy, 'aria-label': `Copy: ${what}` }, 'Copy'), said);
}

/** A BibTeX entry; braces and backslashes of foreign names would end or steer it. */
function citation(run) {
  const plain = (text) => text.replace(/[{}\\]/g, '').replace(/\s+/g, ' ');
  const tasks = run.tasks.map((task) => plain(`${task.name} ${task.version}`)).join(', ');
  const runtime = run.versions['ONNX Runtime'];
  const known = [
    run.sha256 === undefined ? [] : `model SHA-256 ${plain(run.sha256)}`,
    `tasks and versions: ${tasks}`,
    run.seed === undefined ? [] : `seed ${run.seed}`,
  ].flat();
  return [
    `@misc{plumbline-${(run.sha256 ?? run.started.replace(/\D/g, '')).slice(0, 8)},`,
    `  title = {${plain(run.model)} at r = ${run.iterations.join(', ')}: ${run.tasks.map((task) => plain(task.name)).join(', ')}},`,
    `  year = {${run.finished.slice(0, 4)}},`,
    `  note = {Measured on ${run.finished.slice(0, 10)} with Plumbline ${plain(run.versions.Plumbline)}`
      + `${runtime === undefined ? '' : ` and ONNX Runtime ${plain(runtime)}`}; ${known.join('; ')}},`,
    '}',
  ].join('\n');
}
