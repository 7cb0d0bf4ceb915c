// Documents that are right in one run and wrong in another.

const WAYS = ['lost', 'gained'];

/** A further run against the first, document by document. */
class Flips {
  /** `outcomesOf(run, task, key)` gives outcomes; undefined where there are none. */
  constructor(comparison, outcomesOf) {
    this.run = comparison.run;
    this.outcomesOf = outcomesOf;
    this.documents = new Map(Object.entries(comparison.documents ?? {}).map(([task, ids]) => [task, new Set(ids)]));
  }

  /** Whether both runs were asked this document in the same words. */
  asksBoth(task, id) {
    return this.documents.get(task)?.has(id) ?? false;
  }

  /** The r at which both have right and wrong answers to a task, as texts. */
  depths(task, key) {
    const [before, after] = this.both(task, key);
    return before?.binary && after?.binary ? before.depths.filter((r) => after.depths.includes(r)).map(String) : [];
  }

  both(task, key) {
    return [this.outcomesOf(0, task, key), this.outcomesOf(this.run, task, key)];
  }

  /** Ids of those that the further run `lost` (right in the first, wrong in it) or `gained`, at one r. */
  ids(task, key, r, way) {
    const [before, after] = this.both(task, key);
    const at = (outcomes) => outcomes.depths.findIndex((depth) => String(depth) === r);
    const later = new Map(after.rows.map((row) => [row.id, row.right[at(after)]]));
    const [was, is] = way === 'lost' ? ['1', '0'] : ['0', '1'];
    return new Set(before.rows
      .filter((row) => this.asksBoth(task, row.id) && row.right[at(before)] === was && later.get(row.id) === is)
      .map((row) => row.id));
  }
}
