// The data of the report, unpacked when it is looked at.

const CHUNKS_KEPT = 24;

/** A long list in blocks, the last used of which stay unpacked. */
class Chunked {
  constructor(index) {
    this.index = index;
    this.kept = new Map();
    this.length = index.reduce((sum, [, items]) => sum + items, 0);
  }

  /** The item at this place, or undefined where there is none. */
  async at(place) {
    let first = 0;
    for (const [id, items] of this.index) {
      if (place >= 0 && place < first + items) return (await this.block(id))[place - first];
      first += items;
    }
    return undefined;
  }

  /** Hands all items to `visit(item, place)`, block by block, none of which is kept. */
  async each(visit) {
    let place = 0;
    for (const [id] of this.index) {
      for (const item of await unpack(id)) visit(item, place++);
    }
  }

  block(id) {
    const block = this.kept.get(id) ?? unpack(id);
    this.kept.delete(id);
    this.kept.set(id, block);
    if (this.kept.size > CHUNKS_KEPT) this.kept.delete(this.kept.keys().next().value);
    return block;
  }
}

/** The report with its lists ready to be asked. */
async function readReport() {
  const report = await unpack('report');
  report.asked.forEach((asked) => {
    asked.documents = new Chunked(asked.chunks);
    asked.places = new Map(asked.ids.map((id, place) => [id, place]));
  });
  report.answered.forEach((answered) => {
    answered.answers = new Chunked(answered.chunks);
  });
  report.curves.forEach((curve) => {
    curve.label = curve.filter ? `${curve.metric}, ${curve.filter}` : curve.metric;
    curve.key = curve.filter ? `${curve.metric},${curve.filter}` : curve.metric;
    curve.fraction = curve.points.every((point) => point.value >= 0 && point.value <= 1);
  });
  return report;
}
