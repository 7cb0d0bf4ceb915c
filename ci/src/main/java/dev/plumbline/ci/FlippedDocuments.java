package dev.plumbline.ci;

import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.results.Choices;
import dev.plumbline.results.Run;
import dev.plumbline.results.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Documents whose scores differ, told with what was asked and answered. Places are collected first,
 * so that a run's files are read once however many rules fail.
 */
final class FlippedDocuments {
  private static final int PROMPT_LENGTH = 160;
  private static final int ANSWER_LENGTH = 80;

  /** What lm-evaluation-harness's filters say then. */
  private static final String NOTHING_FOUND = "[invalid]";

  private final Map<DocumentId, Question> asked = new HashMap<>();
  private final Map<SampleId, Outcome> outcomes = new HashMap<>();

  FlippedDocuments(Run run, List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    Set<DocumentId> documents = new HashSet<>();
    Set<SampleId> ids = new HashSet<>();
    for (Change change : changes) {
      documents.add(change.id().document());
      ids.add(change.id());
    }
    try (Stream<Question> questions = run.documents()) {
      questions
          .filter(question -> documents.contains(question.document()))
          .forEach(question -> asked.put(question.document(), question));
    }
    try (Stream<Sample> samples = run.samples()) {
      samples
          .filter(sample -> ids.contains(sample.id()))
          .forEach(sample -> outcomes.put(sample.id(), sample.outcome()));
    }
  }

  /** Lost ones first, then by number. */
  List<Flip> of(List<Change> changes) {
    List<Flip> flips = new ArrayList<>();
    for (Change change : changes) {
      Optional<Question> question = Optional.ofNullable(asked.get(change.id().document()));
      Optional<Outcome> outcome = Optional.ofNullable(outcomes.get(change.id()));
      flips.add(
          new Flip(
              change.id().document().number(),
              question.map(q -> OneLine.end(q.context(), PROMPT_LENGTH)).orElse(""),
              question.map(q -> OneLine.start(target(q), ANSWER_LENGTH)).orElse(""),
              change.before(),
              change.after(),
              outcome.map(o -> answer(o, change.score(), question)).orElse("")));
    }
    flips.sort(Comparator.comparing(Flip::isLost).reversed().thenComparing(Flip::docId));
    return flips;
  }

  /** The index of a choice is told with its text. */
  private static String target(Question question) {
    List<Integer> right = Choices.right(question);
    return right.size() == 1 && question.target().equals(right.get(0).toString())
        ? choice(right.get(0), Choices.of(question))
        : question.target();
  }

  private static String answer(Outcome outcome, Score score, Optional<Question> question) {
    return outcome.match(
        scored -> answer(scored.given(), score, question),
        unparsed -> answer(unparsed.given(), score, question),
        failed -> OneLine.start("failed: " + failed.error(), ANSWER_LENGTH));
  }

  private static String answer(Response response, Score score, Optional<Question> question) {
    List<String> choices = question.map(Choices::of).orElse(List.of());
    return response.match(
        choice -> {
          int chosen =
              question
                  .map(asked -> Choices.chosen(asked, choice, score))
                  .orElseGet(choice::likeliest);
          return OneLine.start(choice(chosen, choices), ANSWER_LENGTH);
        },
        generation -> said(generation, score.filter()),
        programs -> OneLine.start(programs.attempts().get(0).verdict(), ANSWER_LENGTH));
  }

  /** What the filter found, else the end of the text, where it looked in vain. */
  private static String said(Response.Generation generation, String filter) {
    String found = generation.filtered().getOrDefault(filter, NOTHING_FOUND);
    return found.equals(NOTHING_FOUND)
        ? OneLine.end(generation.text(), ANSWER_LENGTH)
        : OneLine.start(found, ANSWER_LENGTH);
  }

  private static String choice(int index, List<String> choices) {
    return index < choices.size() ? index + ":" + choices.get(index) : Integer.toString(index);
  }
}
