// Finds documents by what the page shows of them: prompt, choices, target and answers.

const LONGEST_SEARCH = 200;

/** Text in which only letters count, not their case nor how lines break. */
const folded = (text) => text.toLowerCase().replace(/\s+/g, ' ');

/** What stands between two texts of a document, so that no search matches across them. */
const BETWEEN = '\n';

/** The texts of one task's documents and of their answers, by id. */
class TextIndex {
  /** Of what a run answered, and of what others did where `shows(other, id)`. */
  constructor(report, answered, others, shows) {
    this.texts = new Map();
    this.isReady = false;
    this.ready = this.build(report.asked[answered.asked], answered, others, shows);
  }

  async build(asked, own, others, shows) {
    const parts = new Map();
    const add = (id, texts) => {
      if (!parts.has(id)) parts.set(id, new Set());
      texts.forEach((text) => parts.get(id).add(folded(text)));
    };
    await asked?.documents.each((question, place) => add(asked.ids[place], questionTexts(question)));
    for (const answered of [own, ...others]) {
      await answered.answers.each((answers, place) => {
        const id = answered.ids[place];
        if (answered === own || shows(answered, id)) add(id, answers.flatMap(answerTexts));
      });
    }
    parts.forEach((texts, id) => this.texts.set(id, [...texts].join(BETWEEN)));
    this.isReady = true;
  }

  /** The ids of the documents that say this. */
  find(words) {
    const sought = folded(words.trim());
    const found = new Set();
    this.texts.forEach((text, id) => {
      if (text.includes(sought)) found.add(id);
    });
    return found;
  }
}

function questionTexts({ context, continuations, target }) {
  return [context, ...(continuations ?? []), ...(targetChoice({ continuations, target }) === undefined ? [target] : [])];
}

function answerTexts(answer) {
  if (!answer) return [];
  if (answer.error !== undefined) return [answer.error];
  if (answer.loglikelihoods) return [];
  return (answer.attempts ?? [answer]).flatMap((attempt) => [
    attempt.text,
    ...(attempt.verdict === undefined ? Object.values(attempt.filtered) : [attempt.verdict, attempt.flags]),
  ]);
}
