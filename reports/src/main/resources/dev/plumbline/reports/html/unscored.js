// Why a task has no curve.

/** Why a run has no score for a task; undefined where it has one. */
function unscoredReason(report, run, task) {
  if (report.curves.some((curve) => curve.run === run && curve.task === task)) return undefined;
  const known = report.runs[run].tasks.find(({ name }) => name === task);
  if (known?.failed > 0 && known.scored + known.unparsed === 0) return 'every sample failed';
  return report.runs[run].configuration['allow-code'] === false && known?.scored > 0
    ? 'programs were generated but not executed; sweep --allow-code executes them, in a sandbox'
    : 'no answer was judged';
}

/** A line for each reason for which tasks have no score. */
function unscoredTasks(report) {
  const reasons = new Map();
  report.runs.forEach((run, index) => run.tasks.forEach(({ name }) => {
    const reason = unscoredReason(report, index, name);
    if (reason === undefined) return;
    const everywhere = !report.curves.some((curve) => curve.task === name);
    reasons.set(reason, [...(reasons.get(reason) ?? []), everywhere ? name : `${name} of ${run.name}`]);
  }));
  byId('unscored').replaceChildren(...[...reasons].map(([reason, names]) =>
    element('p', { class: 'soft' }, 'No score: ', foreign(distinct(names).join(', '), 400), `, as ${reason}.`)));
}
