// What the documents of a task say together, in a few numbers.

/** The numbers of the chosen task and metric; none where right and wrong mean nothing. */
function taskFacts(report, outcomes) {
  if (!outcomes.binary) {
    return [element('p', { class: 'soft' }, 'This metric is not just right or wrong, so documents are not sorted into kinds.')];
  }
  return [];
}

/** The smallest r that is enough, and beneath it its interval. */
function saturationText({ saturation }) {
  if (!saturation) return '–';
  const { r, low, high } = saturation;
  return [`r = ${r}`, element('small', {}, low === high ? `${low}` : `${low}–${high}`)];
}
