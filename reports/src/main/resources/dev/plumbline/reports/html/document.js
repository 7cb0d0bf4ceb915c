// One document: what was asked, and the answers at each r side by side.

/** Shows a document of `outcomes`; `others` are the outcomes of further runs that asked the same. */
async function showDocument(box, report, outcomes, row, others) {
  const { answered } = outcomes;
  const asked = report.asked[answered.asked];
  const ticket = Symbol('latest');
  box.ticket = ticket;
  const place = asked?.places.get(row.id);
  const runs = [outcomes, ...others];
  const [question, ...answers] = await Promise.all([
    place === undefined ? undefined : asked.documents.at(place),
    ...runs.map((run) => run.answered.answers.at(run.answered.ids.indexOf(row.id))),
  ]);
  // The reader has gone on to another document meanwhile.
  if (box.ticket !== ticket) return;
  box.replaceChildren(
    element('h3', { tabindex: '-1' }, foreign(answered.task, 60), ` · document ${row.id}`),
    element('p', { class: 'verdict' }, strip(row, outcomes) ?? '', outcomes.words(row)),
    ...questionParts(asked, question),
    ...runs.flatMap((run, index) => (answers[index] ? [
      report.runs.length > 1 ? element('h4', { class: 'run' }, foreign(report.runs[run.answered.run].name, 80)) : null,
      answersPart(run, run.rows[run.answered.ids.indexOf(row.id)], question, answers[index]),
      loglikelihoodPart(run, question, answers[index]),
    ] : [])).filter(Boolean));
}

/** Where no document is left to show. */
function showNoDocument(box) {
  box.ticket = undefined;
  box.replaceChildren(element('p', { class: 'soft' }, 'No document is like this.'));
}

/** Which choice is the target; undefined where it is no choice's number. */
const targetChoice = ({ continuations, target }) => (continuations && /^\d+$/.test(target) ? Number(target) : undefined);

function questionParts(asked, question) {
  if (!question) return [element('p', { class: 'soft' }, 'The run does not hold what was asked.')];
  const choices = question.continuations;
  const target = targetChoice(question);
  return [
    element('h4', {}, 'Prompt'),
    asked.start && element('details', {},
      element('summary', {}, `The start that all prompts share, ${count(asked.start.length)} characters`),
      passage(asked.start, 'The start that all prompts share')),
    passage(question.context, 'Prompt'),
    choices ? element('h4', {}, 'Choices') : element('h4', {}, 'Target'),
    choices
      ? element('ol', { class: 'choices', start: 0 }, choices.map((text, i) => element('li', { class: i === target ? 'target' : '' },
        shortPassage(text), i === target ? element('span', { class: 'badge' }, 'target') : null)))
      : passage(question.target, 'Target'),
    choices && target === undefined ? element('p', {}, 'Target: ', foreign(question.target)) : null,
  ].filter(Boolean);
}

/** A choice or a filtered answer: on its line where it is short. */
const shortPassage = (text) => (text.length <= 200 ? foreign(text.trim() || '(blank)') : passage(text, 'Choice'));

function answersPart(outcomes, row, question, answers) {
  return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Answers by r' },
    element('div', { class: 'answers' }, outcomes.depths.map((r, depth) =>
      answerColumn(outcomes, row, question, answers[depth], depth))));
}

function answerColumn(outcomes, row, question, answer, depth) {
  const [kind, word] = state(row, depth);
  const before = depth > 0 ? row.right[depth - 1] : undefined;
  const flipped = before !== undefined && '01'.includes(before) && '01'.includes(row.right[depth]) && before !== row.right[depth];
  const value = outcomes.value(row, depth);
  return element('section', { class: `answer ${kind}` },
    element('h5', {}, `r = ${outcomes.depths[depth]}`),
    element('p', { class: 'verdict' },
      element('span', { class: `badge ${kind}` }, outcomes.binary || kind === 'failed' ? word : metric(value, outcomes.fraction)),
      flipped ? element('span', { class: 'flip' }, row.right[depth] === '1' ? '↑ turns right' : '↓ turns wrong') : null),
    answerParts(answer, question));
}

function answerParts(answer, question) {
  if (!answer) return [element('p', { class: 'soft' }, 'no sample')];
  if (answer.error !== undefined) return [passage(answer.error, 'Error')];
  if (answer.loglikelihoods) return [likeliest(answer.loglikelihoods, question)];
  return (answer.attempts ?? [answer]).flatMap((attempt) => [
    attempt.verdict === undefined ? null : element('p', { class: attempt.passed ? '' : 'fault' }, foreign(attempt.verdict)),
    attempt.flags ? element('p', { class: 'soft' }, 'flags: ', foreign(attempt.flags)) : null,
    // Programs are filtered into whole files, which say little beside what was generated.
    ...(attempt.verdict === undefined ? Object.entries(attempt.filtered) : []).map(([name, found]) =>
      element('p', {}, element('span', { class: 'soft' }, foreign(name), ': '), shortPassage(found))),
    passage(attempt.text, 'Generation'),
  ]).filter(Boolean);
}

function likeliest(values, question) {
  const best = values.indexOf(Math.max(...values));
  const text = question?.continuations?.[best];
  const second = Math.max(...values.filter((v, i) => i !== best));
  return element('div', {},
    element('p', {}, element('span', { class: 'soft' }, `likeliest, ${best}: `), text === undefined ? '' : shortPassage(text)),
    element('p', { class: 'soft' }, `log-likelihood ${fixed(values[best], 2)}`
      + (Number.isFinite(second) ? `, ${fixed(values[best] - second, 2)} above the next` : '')));
}

/** The log-likelihood of each choice over r as a small chart; nothing for generations. */
function loglikelihoodPart(outcomes, question, answers) {
  const choices = Math.max(0, ...answers.map((answer) => answer?.loglikelihoods?.length ?? 0));
  if (choices === 0) return null;
  const target = Number(question?.target);
  const box = element('div', { class: 'chart small' });
  const figure = element('figure', { class: 'loglikelihood' },
    element('figcaption', {}, 'Log-likelihood of each choice over r; the target is the thick line'), box);
  drawWhenSized(box, (chart) => chart.setOption({
    animation: false,
    textStyle: { fontFamily: FONT },
    grid: { left: 52, right: 130, top: 12, bottom: 44 },
    xAxis: {
      type: 'category', boundaryGap: false, data: outcomes.depths.map(String), name: 'iterations r', nameLocation: 'middle', nameGap: 26,
      nameTextStyle: { color: colour('soft'), fontSize: 12 },
      axisLine: { lineStyle: { color: colour('rule') }, onZero: false }, axisTick: { show: false }, axisLabel: { color: colour('soft'), fontSize: 12 },
    },
    yAxis: {
      type: 'value', scale: true, splitNumber: 3,
      splitLine: { lineStyle: { color: colour('rule') } }, axisLabel: { color: colour('soft'), fontSize: 12 },
    },
    tooltip: { show: false },
    series: Array.from({ length: choices }, (ignored, i) => ({
      type: 'line', name: `choice ${i}`, color: seriesColour(i), symbol: SYMBOLS[i % SYMBOLS.length], symbolSize: 6,
      lineStyle: { width: i === target ? 3.5 : 1.5 },
      data: answers.map((answer) => answer?.loglikelihoods?.[i] ?? null),
      endLabel: {
        show: true, distance: 8, color: colour('ink'), fontSize: 12, lineHeight: LINE,
        formatter: canvasText(`${i} ${question?.continuations?.[i]?.trim() ?? ''}`, 18),
      },
      labelLayout: { moveOverlap: 'shiftY' },
    })),
  }));
  return figure;
}

/** A chart in a box that is not in the page yet, or changes its width later. */
function drawWhenSized(box, draw) {
  let chart;
  const observer = new ResizeObserver(() => {
    if (!box.isConnected) {
      chart?.dispose();
      observer.disconnect();
    } else if (!chart) {
      chart = echarts.init(box, null, { devicePixelRatio: Math.max(2, devicePixelRatio) });
      draw(chart);
    } else {
      chart.resize();
    }
  });
  observer.observe(box);
}
