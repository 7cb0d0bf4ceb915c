package dev.plumbline.ci;

import dev.plumbline.results.Answer;
import dev.plumbline.results.Answer.Generation;
import dev.plumbline.results.Answer.MultipleChoice;
import dev.plumbline.results.Answer.Programs;
import dev.plumbline.results.DocumentLine;
import dev.plumbline.results.DocumentLine.Request.Loglikelihood;
import dev.plumbline.results.Run;
import dev.plumbline.results.Sample;
import dev.plumbline.results.SampleOutcome;
import dev.plumbline.results.SampleOutcome.Failed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

  /** One document's scores before and after. */
  record Change(CurveName curve, int docId, int iterations, double before, double after) {
    private Place place() {
      return new Place(curve.task(), docId, iterations);
    }

    private Question question() {
      return new Question(curve.task(), docId);
    }
  }

  private record Place(String task, int docId, int iterations) {}

  private record Question(String task, int docId) {}

  private record Asked(String prompt, String target, List<String> continuations) {}

  private final Map<Question, Asked> asked = new HashMap<>();
  private final Map<Place, SampleOutcome> outcomes = new HashMap<>();

  FlippedDocuments(Run run, List<Change> changes) {
    Set<Question> questions = new HashSet<>();
    Set<Place> places = new HashSet<>();
    for (Change change : changes) {
      questions.add(change.question());
      places.add(change.place());
    }
    if (changes.isEmpty()) {
      return;
    }
    try (Stream<DocumentLine> lines = run.documents()) {
      lines
          .filter(d -> questions.contains(new Question(d.task(), d.docId())))
          .forEach(d -> asked.put(new Question(d.task(), d.docId()), asked(d)));
    }
    try (Stream<Sample> samples = run.samples()) {
      samples
          .filter(s -> places.contains(new Place(s.task(), s.docId(), s.iterations())))
          .forEach(s -> outcomes.put(new Place(s.task(), s.docId(), s.iterations()), s.outcome()));
    }
  }

  /** Lost ones first, then by number. */
  List<Flip> of(List<Change> changes) {
    List<Flip> flips = new ArrayList<>();
    for (Change change : changes) {
      Asked question = asked.getOrDefault(change.question(), new Asked("", "", List.of()));
      String answer = answer(outcomes.get(change.place()), change.curve(), question);
      flips.add(
          new Flip(
              change.docId(),
              question.prompt,
              question.target,
              change.before(),
              change.after(),
              answer));
    }
    flips.sort(Comparator.comparing(Flip::isLost).reversed().thenComparing(Flip::docId));
    return flips;
  }

  private static Asked asked(DocumentLine document) {
    List<String> continuations =
        document.request() instanceof Loglikelihood choice ? choice.continuations() : List.of();
    return new Asked(
        OneLine.end(document.context(), PROMPT_LENGTH),
        OneLine.start(target(document.target(), continuations), ANSWER_LENGTH),
        continuations);
  }

  /** The index of a choice is told with its text. */
  private static String target(String target, List<String> continuations) {
    for (int i = 0; i < continuations.size(); i++) {
      if (target.equals(Integer.toString(i))) {
        return target + ":" + continuations.get(i);
      }
    }
    return target;
  }

  private static String answer(SampleOutcome outcome, CurveName curve, Asked question) {
    if (outcome instanceof Failed failed) {
      return OneLine.start("failed: " + failed.error(), ANSWER_LENGTH);
    }
    Answer answer = outcome == null ? null : outcome.given().orElse(null);
    if (answer instanceof MultipleChoice choice) {
      return OneLine.start(likeliest(choice, question), ANSWER_LENGTH);
    }
    if (answer instanceof Programs programs) {
      return OneLine.start(programs.attempts().get(0).verdict(), ANSWER_LENGTH);
    }
    return answer instanceof Generation generation ? said(generation, curve.filter()) : "";
  }

  /** What the filter found, else the end of the text, where it looked in vain. */
  private static String said(Generation generation, String filter) {
    String found = generation.filtered().getOrDefault(filter, NOTHING_FOUND);
    return found.equals(NOTHING_FOUND)
        ? OneLine.end(generation.text(), ANSWER_LENGTH)
        : OneLine.start(found, ANSWER_LENGTH);
  }

  private static String likeliest(MultipleChoice choice, Asked question) {
    int best = choice.likeliest();
    return best < question.continuations.size()
        ? best + ":" + question.continuations.get(best)
        : Integer.toString(best);
  }
}
