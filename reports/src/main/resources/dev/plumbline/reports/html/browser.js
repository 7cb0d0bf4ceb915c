// The section of the documents: what to look at, the map, the filters, the list and one document.

function documentSection(report) {
  if (report.answered.length === 0) {
    byId('documents').hidden = true;
    return () => {};
  }
  const state = { run: 0, task: undefined, key: undefined, kind: 'all' };
  const cache = new Map();
  const chart = echarts.init(byId('heatmap'), null, { height: MAP_HEIGHT, devicePixelRatio: Math.max(2, devicePixelRatio) });
  let outcomes;
  let open;

  const outcomesOf = (answered, key) => {
    if (!cache.has(answered)) cache.set(answered, new Map());
    const known = cache.get(answered);
    if (!known.has(key)) known.set(key, new Outcomes(answered, key));
    return known.get(key);
  };
  const answeredOf = (run, task) => report.answered.find((a) => a.run === run && a.task === task);
  const others = () => report.answered
    .filter((a) => a !== outcomes.answered && a.task === state.task && a.asked === outcomes.answered.asked && a.asked >= 0)
    .map((a) => outcomesOf(a, state.key));

  const show = (row) => {
    open = row;
    return showDocument(byId('document'), report, outcomes, row, others());
  };
  const list = new VirtualList(byId('list'), 'Documents', (box, row) => fillRow(box, report, outcomes, row), show);

  const choose = (changed) => {
    Object.assign(state, changed);
    const tasks = report.answered.filter((a) => a.run === state.run).map((a) => a.task);
    if (!tasks.includes(state.task)) [state.task] = tasks;
    const answered = answeredOf(state.run, state.task);
    const keys = Object.keys(answered.metrics);
    if (!keys.includes(state.key)) [state.key] = keys;
    outcomes = outcomesOf(answered, state.key);
    controls(tasks, keys);
    filter('all');
    if (outcomes.rows.length) list.activate(Math.max(0, outcomes.sorted.findIndex(KINDS.late.is)));
    else byId('document').replaceChildren();
  };

  const controls = (tasks, keys) => {
    const runs = distinct(report.answered.map((a) => a.run));
    byId('document-controls').replaceChildren(
      select('Run', runs.map((run) => [String(run), report.runs[run].name]), String(state.run), (run) => choose({ run: Number(run) })),
      select('Task', tasks.map((task) => [task, task]), state.task, (task) => choose({ task })),
      select('Judged by', keys.map((key) => [key, key.replace(',', ', ')]), state.key, (key) => choose({ key })));
  };

  const filter = (kind) => {
    state.kind = kind;
    const rows = outcomes.of(kind);
    filters();
    list.show(rows);
    listHead(rows);
    drawMap(rows);
    facts();
  };

  const filters = () => {
    const kinds = Object.entries(KINDS).filter(([name]) => outcomes.binary || ['all', 'unparsed', 'failed'].includes(name));
    byId('filters').replaceChildren(...kinds.map(([name, kind]) => {
      const number = outcomes.of(name).length;
      const button = toggle(element('span', {}, kind.label, element('b', {}, count(number))), name === state.kind, () => {
        filter(name);
        byId('filters').querySelector(`[data-kind=${name}]`).focus();
      });
      button.dataset.kind = name;
      button.title = kind.hint ?? '';
      button.disabled = number === 0 && name !== 'all';
      return button;
    }));
  };

  const listHead = (rows) => {
    byId('list-head').replaceChildren(element('p', { class: 'soft', role: 'status' },
      `${count(rows.length)} of ${count(outcomes.rows.length)} documents, r = ${outcomes.depths.join(', ')}`));
  };

  const drawMap = (rows) => {
    // Resizing draws what is shown once more.
    if (byId('heatmap').clientWidth !== chart.getWidth()) chart.resize();
    heatmap(chart, outcomes, rows, (row) => list.activate(rows.indexOf(row)));
    const each = Math.max(1, Math.ceil(rows.length / MAP_LINES));
    byId('heatmap').setAttribute('role', 'img');
    byId('heatmap').setAttribute('aria-label', `Map of ${rows.length} documents by r; the list beneath holds the same.`);
    byId('heatmap-caption').textContent = (outcomes.binary ? 'Dark is right, light is wrong' : 'Darker is better')
      + (each > 1 ? `; a line is the mean of ${each} documents.` : '; a line is a document.')
      + ' Those right at small r are at the top. A click opens a document.';
  };

  const facts = () => {
    byId('facts').replaceChildren(...taskFacts(outcomes));
    byId('strata').replaceChildren(...strataTable(outcomes));
  };

  new ResizeObserver(() => {
    if (byId('heatmap').clientWidth !== chart.getWidth()) drawMap(outcomes.of(state.kind));
  }).observe(byId('heatmap'));
  choose({ run: report.answered[0].run });
  return () => {
    drawMap(outcomes.of(state.kind));
    if (open) show(open);
  };
}

/** A row of the list; the prompt's start comes as soon as it is unpacked. */
function fillRow(box, report, outcomes, row) {
  const snippet = element('span', { class: 'snippet' });
  box.append(
    element('span', { class: 'id' }, String(row.id)),
    strip(row, outcomes) ?? '',
    element('span', { class: 'words' }, outcomes.words(row)),
    snippet);
  const asked = report.asked[outcomes.answered.asked];
  const place = asked?.places.get(row.id);
  if (place === undefined) return;
  asked.documents.at(place).then((question) => {
    const text = question.context.trim();
    snippet.append(foreign(text.length > 400 ? `…${text.slice(-160)}` : text, 160));
  });
}
