// What is looked at: part of the page's address, so that a link shows the same.

/** Names in the address, what they hold when it says nothing, and how they are read. */
class View {
  constructor(trace) {
    this.trace = trace;
    this.listeners = [];
    this.first = {
      d: 0, t: 0, i: trace.iterations, m: trace.measures[0]?.key ?? '',
      right: 'all', scope: 'document', mode: '2d', x: 0, y: Math.min(1, trace.components.shares.length - 1), z: 2,
      yaw: 35, pitch: 20, axes: 'fitted', frame: 'most', rows: 'text', b: '', bat: 'now', of: 'all',
    };
    // With a single component its course over the iterations is what can be drawn.
    if (trace.components.shares.length === 1) Object.assign(this.first, { x: -1, y: 0 });
    this.first.b = this.first.m || '~rate';
    Object.assign(this, this.first);
    this.restore();
    addEventListener('hashchange', () => { if (this.restore()) this.tell(new Set(Object.keys(this.first))); });
  }

  get document() { return this.trace.documents[this.d]; }

  get measure() { return this.trace.measures.find((measure) => measure.key === this.m); }

  /** The selected token's place among all tokens. */
  get token() { return this.document.first + this.t; }

  /** The documents that the filter leaves, and the chosen one. */
  get documents() {
    return this.trace.documents.filter((document) => this.right === 'all'
      || (this.right === 'right') === document.right && document.right !== undefined);
  }

  /** Changes what is looked at and tells all who draw it. */
  set(changes) {
    const before = { ...this };
    Object.assign(this, changes);
    if ('d' in changes && changes.d !== before.d && !('t' in changes)) this.t = 0;
    this.settle();
    const changed = new Set(Object.keys(this.first).filter((name) => this[name] !== before[name]));
    if (changed.size === 0) return;
    this.write();
    this.tell(changed);
  }

  /** Calls back after changes of any of these names; at once too. */
  watch(names, changed) {
    const wanted = names.split(' ');
    this.listeners.push((all) => { if (wanted.some((name) => all.has(name))) changed(all); });
    changed(new Set(wanted));
  }

  tell(changed) {
    this.listeners.forEach((listener) => listener(changed));
  }

  /** Keeps numbers where there is something to look at. */
  settle() {
    const { trace } = this;
    const within = (value, low, high) => Math.max(low, Math.min(high, Math.trunc(value) || 0));
    this.d = within(this.d, 0, trace.documents.length - 1);
    this.t = within(this.t, 0, (this.document?.tokens ?? 1) - 1);
    this.i = within(this.i, 0, trace.iterations);
    const last = trace.components.shares.length - 1;
    this.x = within(this.x, -1, last);
    this.y = within(this.y, -1, last);
    this.z = within(this.z, 0, Math.max(0, last));
    this.yaw = ((Math.trunc(this.yaw) || 0) % 360 + 360) % 360;
    this.pitch = within(this.pitch, -90, 90);
    if (!trace.measures.some((measure) => measure.key === this.m)) this.m = this.first.m;
    if (last < 2) this.mode = '2d';
  }

  /** Reads the address; false where it holds no view, such as a link to a part of the page. */
  restore() {
    if (!location.hash.includes('=')) return false;
    const told = new URLSearchParams(location.hash.slice(1));
    Object.entries(this.first).forEach(([name, usual]) => {
      const text = told.get(name);
      this[name] = text === null ? usual : typeof usual === 'number' ? Number(text) : text;
    });
    this.settle();
    return true;
  }

  /** Writes the address a moment later: browsers refuse many changes in a short time. */
  write() {
    clearTimeout(this.writing);
    this.writing = setTimeout(() => {
      const told = new URLSearchParams();
      Object.entries(this.first).forEach(([name, usual]) => {
        if (this[name] !== usual || 'dtim'.includes(name)) told.set(name, this[name]);
      });
      history.replaceState(null, '', `#${told}`);
    }, 150);
  }
}
