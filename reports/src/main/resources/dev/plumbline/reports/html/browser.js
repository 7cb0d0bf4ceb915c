// The section of the documents: what to look at, the map, the filters, the list and one document.

function documentSection(report, place) {
  if (report.answered.length === 0) {
    byId('documents').hidden = true;
    return () => {};
  }
  const state = {};
  const cache = new Map();
  const chart = echarts.init(byId('heatmap'), null, { height: MAP_HEIGHT, devicePixelRatio: Math.max(2, devicePixelRatio) });
  let outcomes;
  let shown = [];

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
  const runs = distinct(report.answered.map((a) => a.run));
  const tasksOf = (run) => report.answered.filter((a) => a.run === run).map((a) => a.task);
  const keysOf = (answered) => Object.keys(answered.metrics);

  /** Makes a choice that cannot be, such as a task of another run, one that can. */
  const settle = () => {
    if (!runs.includes(state.run)) [state.run] = runs;
    const tasks = tasksOf(state.run);
    if (!tasks.includes(state.task)) [state.task] = tasks;
    const answered = answeredOf(state.run, state.task);
    if (!keysOf(answered).includes(state.key)) [state.key] = keysOf(answered);
    outcomes = outcomesOf(answered, state.key);
    if (!kinds().includes(state.kind) || outcomes.of(state.kind).length === 0) state.kind = 'all';
  };
  const kinds = () => Object.keys(KINDS).filter((name) => outcomes.binary || ['all', 'unparsed', 'failed'].includes(name));

  const read = () => {
    state.run = Number(place.one('run', runs.map(String)) ?? runs[0]);
    state.task = place.one('task', tasksOf(state.run));
    state.key = place.one('metric', keysOf(answeredOf(state.run, state.task ?? tasksOf(state.run)[0])));
    state.kind = place.one('show', Object.keys(KINDS));
    settle();
    const ids = outcomes.rows.map((row) => String(row.id));
    state.document = Number(place.one('document', ids) ?? preferred(outcomes.of(state.kind))?.id);
  };
  /** A document for which depth matters, where there is one. */
  const preferred = (rows) => rows.find(KINDS.late.is) ?? rows[0];

  const write = () => place.write('documents', {
    run: state.run === runs[0] ? undefined : String(state.run),
    task: state.task === tasksOf(runs[0])[0] ? undefined : state.task,
    metric: state.key === keysOf(outcomes.answered)[0] ? undefined : state.key,
    show: state.kind === 'all' ? undefined : state.kind,
    document: state.document === undefined ? undefined : String(state.document),
  });

  const open = (row) => {
    state.document = row.id;
    return showDocument(byId('document'), report, outcomes, row, others());
  };
  const list = new VirtualList(byId('list'), 'Documents', (box, row) => fillRow(box, report, outcomes, row), (row) => {
    open(row);
    write();
  });

  /** Another run, task, metric or kind; the open document stays where it is one of those that are shown. */
  const choose = (changed) => {
    const before = outcomes;
    Object.assign(state, changed);
    settle();
    if (before.answered.task !== outcomes.answered.task) state.document = preferred(outcomes.of(state.kind))?.id;
    draw();
    write();
  };

  const draw = () => {
    controls();
    filters();
    facts();
    showRows();
  };

  const showRows = () => {
    shown = outcomes.of(state.kind);
    list.show(shown);
    listHead();
    drawMap();
    const index = Math.max(0, shown.findIndex((row) => row.id === state.document));
    if (shown.length > 0) {
      list.mark(index);
      open(shown[index]);
    } else {
      showNoDocument(byId('document'));
    }
  };

  const controls = () => {
    byId('document-controls').replaceChildren(
      select('Run', runs.map((run) => [String(run), report.runs[run].name]), String(state.run), (run) => choose({ run: Number(run) })),
      select('Task', tasksOf(state.run).map((task) => [task, task]), state.task, (task) => choose({ task })),
      select('Judged by', keysOf(outcomes.answered).map((key) => [key, key.replace(',', ', ')]), state.key, (key) => choose({ key })));
  };

  const filters = () => {
    byId('filters').replaceChildren(...kinds().map((name) => {
      const kind = KINDS[name];
      const number = outcomes.of(name).length;
      const button = toggle(element('span', {}, kind.label, element('b', {}, count(number))), name === state.kind, () => {
        choose({ kind: name });
        byId('filters').querySelector(`[data-kind=${name}]`).focus();
      });
      button.dataset.kind = name;
      button.title = kind.hint ?? '';
      button.disabled = number === 0 && name !== 'all';
      return button;
    }));
  };

  const listHead = () => {
    byId('list-head').replaceChildren(element('p', { class: 'soft', role: 'status' },
      `${count(shown.length)} of ${count(outcomes.rows.length)} documents, r = ${outcomes.depths.join(', ')}`));
  };

  const drawMap = () => {
    // Resizing draws what is shown once more.
    if (byId('heatmap').clientWidth !== chart.getWidth()) chart.resize();
    const rows = shown;
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
    if (byId('heatmap').clientWidth !== chart.getWidth()) drawMap();
  }).observe(byId('heatmap'));
  read();
  draw();
  place.follow(() => {
    read();
    draw();
  });
  return () => {
    drawMap();
    const row = outcomes.rows.find((one) => one.id === state.document);
    if (row && shown.includes(row)) open(row);
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
