// The section of the documents: what to look at, the map, the filters, the list and one document.

function documentSection(report, place) {
  if (report.answered.length === 0) {
    byId('documents').hidden = true;
    return { redraw() {}, hasFlips: () => false };
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
  const flips = report.comparisons.map((comparison) => new Flips(comparison, (run, task, key) => {
    const answered = answeredOf(run, task);
    return answered && outcomesOf(answered, key);
  }));
  /** What other runs answered to the same document. */
  const others = (row) => report.answered
    .filter((a) => a !== outcomes.answered && a.task === state.task && asksBoth(outcomes.answered, a, row.id))
    .map((a) => outcomesOf(a, state.key));
  const asksBoth = (own, other, id) => {
    if (other.asked === own.asked) return other.asked >= 0;
    return flips.some((one) => [own.run, other.run].includes(0) && [own.run, other.run].includes(one.run) && one.asksBoth(own.task, id));
  };
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
    const possible = against();
    if (!possible.some((one) => one.run === state.against)) state.against = possible[0]?.run;
    const depths = flipDepths();
    if (!depths.includes(state.r)) state.r = depths.at(-1);
    if (depths.length === 0) state.way = undefined;
    if (!kinds().includes(state.kind) || outcomes.of(state.kind).length === 0) state.kind = 'all';
  };
  /** The comparisons that the chosen run is part of. */
  const against = () => flips.filter((one) => (state.run === 0 || state.run === one.run) && one.depths(state.task, state.key).length > 0);
  const compared = () => against().find((one) => one.run === state.against);
  const flipDepths = () => compared()?.depths(state.task, state.key) ?? [];
  const kinds = () => Object.keys(KINDS).filter((name) => outcomes.binary || ['all', 'unparsed', 'failed'].includes(name));

  const read = () => {
    state.run = Number(place.one('run', runs.map(String)) ?? runs[0]);
    state.task = place.one('task', tasksOf(state.run));
    state.key = place.one('metric', keysOf(answeredOf(state.run, state.task ?? tasksOf(state.run)[0])));
    state.kind = place.one('show', Object.keys(KINDS));
    state.way = place.one('flips', WAYS);
    state.against = Number(place.one('against', flips.map((one) => String(one.run))));
    state.r = place.one('r', distinct(report.answered.flatMap((answered) => answered.depths.map(String))));
    state.find = place.text('find', LONGEST_SEARCH);
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
    flips: state.way,
    against: state.way && String(state.against),
    r: state.way && state.r,
    find: state.find.trim() === '' ? undefined : state.find,
    document: state.document === undefined ? undefined : String(state.document),
  });

  const open = (row) => {
    state.document = row.id;
    return showDocument(byId('document'), report, outcomes, row, others(row));
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
    flipFilters();
    facts();
    if (search.value !== state.find) search.value = state.find;
    showRows();
  };

  const showRows = () => {
    const turned = state.way && compared().ids(state.task, state.key, state.r, state.way);
    const rows = outcomes.of(state.kind).filter((row) => !turned || turned.has(row.id));
    const sought = state.find.trim();
    const ticket = Symbol('latest');
    latest = ticket;
    if (sought === '') {
      showThese(rows);
      return;
    }
    const index = textsOf(outcomes.answered);
    if (!index.isReady) listHead('Reading all texts …');
    const found = () => {
      // The reader has chosen something else meanwhile.
      if (latest !== ticket) return;
      const ids = index.find(sought);
      showThese(rows.filter((row) => ids.has(row.id)));
    };
    if (index.isReady) found();
    else index.ready.then(found);
  };
  let latest;
  let texts;
  /** The texts of the last task that was searched. */
  const textsOf = (answered) => {
    if (texts?.of !== answered) {
      const same = report.answered.filter((a) => a !== answered && a.task === answered.task);
      texts = { of: answered, index: new TextIndex(report, answered, same, (other, id) => asksBoth(answered, other, id)) };
    }
    return texts.index;
  };

  const showThese = (rows) => {
    shown = rows;
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

  const flipFilters = () => {
    const one = compared();
    byId('flips').hidden = one === undefined;
    if (!one) return;
    const name = (run) => foreign(report.runs[run].name, 40);
    byId('flips').replaceChildren(
      select('Compared with', against().map((other) => [String(other.run), report.runs[state.run === 0 ? other.run : 0].name]), String(state.against),
        (run) => choose({ against: Number(run) })),
      select('At', flipDepths().map((r) => [r, `r = ${r}`]), state.r, (r) => choose({ r })),
      ...WAYS.map((way) => {
        const [right, wrong] = way === 'lost' ? [0, one.run] : [one.run, 0];
        const number = one.ids(state.task, state.key, state.r, way).size;
        const button = toggle(element('span', {}, 'Right in ', name(right), ', wrong in ', name(wrong), element('b', {}, count(number))), way === state.way, () => {
          choose({ way: state.way === way ? undefined : way });
          byId('flips').querySelector(`[data-way=${way}]`).focus();
        });
        button.dataset.way = way;
        button.disabled = number === 0 && way !== state.way;
        return button;
      }));
  };

  const listHead = (instead) => {
    byId('list-head').replaceChildren(element('p', { class: 'soft', role: 'status' },
      instead ?? `${count(shown.length)} of ${count(outcomes.rows.length)} documents, r = ${outcomes.depths.join(', ')}`));
  };

  const search = element('input', {
    type: 'search', placeholder: 'Search prompts and answers', 'aria-label': 'Search prompts and answers', maxlength: LONGEST_SEARCH,
    oninput: () => {
      state.find = search.value;
      showRows();
      write();
    },
  });
  byId('search').replaceChildren(search);

  const drawMap = () => {
    // Resizing draws what is shown once more.
    if (byId('heatmap').clientWidth !== chart.getWidth()) chart.resize();
    const rows = shown;
    heatmap(chart, outcomes, rows, (row) => list.activate(rows.indexOf(row)));
    const each = Math.max(1, Math.ceil(rows.length / MAP_LINES));
    byId('heatmap').setAttribute('role', 'img');
    byId('heatmap').setAttribute('aria-label', `Map of ${rows.length} documents by r; the list beneath holds the same.`);
    byId('heatmap-caption').textContent = (outcomes.binary ? 'Blue is right, grey is wrong' : 'Darker is better')
      + (each > 1 ? `; a line is the mean of ${each} documents.` : '; a line is a document.')
      + ' Those right at small r are at the top. A click opens a document.';
  };

  const facts = () => {
    byId('facts').replaceChildren(...taskFacts(outcomes, unscoredReason(report, state.run, state.task)));
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
  return {
    redraw() {
      drawMap();
      const row = shown.find((one) => one.id === state.document);
      if (row) open(row);
    },
    hasFlips: (run, task, key, r) => flips.find((one) => one.run === run).depths(task, key).includes(r),
    /** Lists the documents that turned from the first run to another, one way. */
    showFlips({ run, task, key, r, way }) {
      choose({ run: state.run === run ? run : 0, task, key, r, way, against: run, kind: 'all', find: '' });
      byId('flips').scrollIntoView();
      byId('flips').querySelector(`[data-way=${way}]`).focus({ preventScroll: true });
    },
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
