// What the documents of a task say together, in a few numbers.

/** The numbers of the chosen task and metric; none where right and wrong mean nothing. */
function taskFacts(report, outcomes) {
  if (!outcomes.binary) {
    return [element('p', { class: 'soft' }, 'This metric is not just right or wrong, so documents are not sorted into kinds.')];
  }
  return [];
}

const saturationText = (curve) => (curve.saturation ? `r = ${curve.saturation.r}` : '–');
