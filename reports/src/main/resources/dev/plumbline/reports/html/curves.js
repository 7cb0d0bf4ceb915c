// Which curves are shown, in which panels, and how each looks.

const DASHES = ['solid', [6, 4], [2, 3], [9, 3, 2, 3]];
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'roundRect', 'pin'];
const SIGNS = ['●', '■', '▲', '◆', '■', '▼'];

/** Each once, in the order of its first appearance. */
const distinct = (values) => [...new Set(values)];

const partKey = (kind, value) => `${kind} ${value}`;

/** Curves and what the reader has chosen to see of them. */
class CurveView {
  constructor(report) {
    this.runs = report.runs;
    this.curves = report.curves;
    this.published = report.published;
    this.beyond = report.beyond;
    this.tasks = distinct(this.curves.map((curve) => curve.task));
    this.labels = distinct(this.curves.map((curve) => curve.label));
    /** What can be hidden, as texts. */
    this.parts = [
      ...this.runs.map((run, index) => partKey('run', index)),
      ...this.tasks.map((task) => partKey('task', task)),
      ...this.labels.map((label) => partKey('label', label)),
    ];
    /** The first metric of a task is its main one; the metrics that are main to no task. */
    this.secondary = new Set(this.labels.filter((label) =>
      !this.tasks.some((task) => this.curves.find((curve) => curve.task === task).label === label)));
    this.reset();
  }

  /** What is shown where nothing was chosen. */
  reset() {
    this.cost = 'r';
    this.overlaid = false;
    this.bands = true;
    this.fitted = false;
    /** Parts that are hidden though usually shown, or the reverse. */
    this.toggled = new Set();
  }

  /** Shows what a place says. */
  goTo(place) {
    this.reset();
    this.cost = place.one('axis', Object.keys(COSTS).filter((cost) => this.has(cost))) ?? 'r';
    this.overlaid = place.one('tasks', ['overlaid']) !== undefined;
    this.bands = place.one('bands', ['off']) === undefined;
    this.fitted = place.one('zoom', ['data']) !== undefined;
    this.toggled = new Set(place.some('toggled', this.parts));
  }

  /** What a place says to show this. */
  get values() {
    return {
      axis: this.cost === 'r' ? undefined : this.cost,
      tasks: this.overlaid ? 'overlaid' : undefined,
      bands: this.bands ? undefined : 'off',
      zoom: this.fitted ? 'data' : undefined,
      toggled: [...this.toggled],
    };
  }

  isHidden(kind, value) {
    return this.toggled.has(partKey(kind, value)) !== (kind === 'label' && this.secondary.has(value));
  }

  toggle(kind, value) {
    const key = partKey(kind, value);
    if (!this.toggled.delete(key)) this.toggled.add(key);
  }

  /** Whether more than one run is compared; then colours tell runs apart. */
  get comparing() {
    return this.runs.length > 1;
  }

  get shown() {
    return this.curves.filter((curve) => ['run', 'task', 'label'].every((kind) => !this.isHidden(kind, curve[kind])));
  }

  /** The shown curves by panel: one for each task, or one for all. */
  get panels() {
    if (this.overlaid) return [{ title: '', metric: '', curves: this.shown }];
    return distinct(this.shown.map((curve) => curve.task))
      .map((task) => {
        const curves = this.shown.filter((curve) => curve.task === task);
        const labels = distinct(curves.map((curve) => curve.label));
        // Where the names of curves are those of runs, the metric stands above.
        return { title: task, metric: this.comparing && labels.length === 1 ? labels[0] : '', curves };
      });
  }

  /** The metrics of a curve's task, so that looks stay when others are hidden. */
  metricIndex(curve) {
    return distinct(this.curves.filter((c) => c.task === curve.task).map((c) => c.label)).indexOf(curve.label);
  }

  /** Colours part runs; with one run they part tasks where these share a panel, else metrics. */
  look(curve) {
    const task = this.tasks.indexOf(curve.task);
    const label = this.metricIndex(curve);
    const byColour = this.comparing ? curve.run : this.overlaid ? task : label;
    return {
      colour: byColour,
      symbol: SYMBOLS[byColour % SYMBOLS.length],
      // The symbol as a letter.
      sign: SIGNS[byColour % SYMBOLS.length],
      // Dashes let a curve through that lies beneath; of runs that share a panel they part tasks.
      dash: DASHES[(this.comparing && this.overlaid ? task + label : label) % DASHES.length],
    };
  }

  /** What tells a curve from the others of its panel; without its run, which its colour tells, on demand. */
  name(curve, withRun = true) {
    return [
      this.overlaid && curve.task,
      this.metricName(curve),
      withRun && this.comparing && this.runs[curve.run].name,
    ].filter(Boolean).join(' · ') || curve.label;
  }

  /** What tells a metric from the others of its task, of several runs from those that are shown; empty where there is but one. */
  metricName(curve) {
    const same = (this.comparing ? this.shown : this.curves).filter((c) => c.task === curve.task && c.run === curve.run);
    if (same.length === 1) return '';
    return distinct(same.map((c) => c.metric)).length === 1 && curve.filter ? curve.filter : curve.label;
  }

  /** Points that can be drawn: a log axis has no place for 0. */
  points(curve) {
    return curve.points.filter((point) => COSTS[this.cost].of(point) > 0);
  }

  /** The shown curves without a place on the axis: runs by name, with the task where others of the run have one. */
  get missing() {
    const drawn = (curve) => this.points(curve).length > 0;
    const known = new Set(this.shown.filter(drawn).map((curve) => curve.run));
    return distinct(this.shown.filter((curve) => !drawn(curve))
      .map((curve) => this.runs[curve.run].name + (known.has(curve.run) ? `, ${curve.task}` : '')));
  }

  has(cost) {
    return this.curves.some((curve) => curve.points.some((point) => COSTS[cost].of(point) > 0));
  }
}
