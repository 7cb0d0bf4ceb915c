package dev.plumbline.ci;

import dev.plumbline.results.Answer;
import dev.plumbline.results.Answer.Generation;
import dev.plumbline.results.Answer.MultipleChoice;
import dev.plumbline.results.Answer.Programs;
import dev.plumbline.results.DocumentLine;
import dev.plumbline.results.DocumentLine.Request.Loglikelihood;
import dev.plumbline.results.Run;
import dev.plumbline.results.Sample;
import dev.plumbline.results.SampleOutcome.Failed;
import dev.plumbline.results.SampleOutcome.Scored;
import dev.plumbline.results.SampleOutcome.Unparsed;
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

  /** One document's scores before and after. */
  record Change(String task, int docId, int iterations, double before, double after) {}

  private record Place(String task, int docId, int iterations) {}

  private record Question(String task, int docId) {}

  private record Asked(String prompt, String target, List<String> continuations) {}

  private final Map<Question, Asked> asked = new HashMap<>();
  private final Map<Place, String> answers = new HashMap<>();

  FlippedDocuments(Run run, List<Change> changes) {
    Set<Question> questions = new HashSet<>();
    Set<Place> places = new HashSet<>();
    for (Change change : changes) {
      questions.add(new Question(change.task(), change.docId()));
      places.add(new Place(change.task(), change.docId(), change.iterations()));
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
          .forEach(s -> answers.put(new Place(s.task(), s.docId(), s.iterations()), answer(s)));
    }
  }

  /** Lost ones first, then by number. */
  List<Flip> of(List<Change> changes) {
    List<Flip> flips = new ArrayList<>();
    for (Change change : changes) {
      Asked question =
          asked.getOrDefault(
              new Question(change.task(), change.docId()), new Asked("", "", List.of()));
      flips.add(
          new Flip(
              change.docId(),
              question.prompt,
              question.target,
              change.before(),
              change.after(),
              answers.getOrDefault(
                  new Place(change.task(), change.docId(), change.iterations()), "")));
    }
    flips.sort(Comparator.comparing(Flip::isLost).reversed().thenComparing(Flip::docId));
    return flips;
  }

  private static Asked asked(DocumentLine document) {
    return new Asked(
        OneLine.end(document.context(), PROMPT_LENGTH),
        OneLine.start(document.target(), ANSWER_LENGTH),
        document.request() instanceof Loglikelihood choice ? choice.continuations() : List.of());
  }

  private String answer(Sample sample) {
    Answer answer =
        sample.outcome() instanceof Scored scored
            ? scored.answer()
            : sample.outcome() instanceof Unparsed unparsed ? unparsed.answer() : null;
    String text;
    if (sample.outcome() instanceof Failed failed) {
      text = "failed: " + failed.error();
    } else if (answer instanceof MultipleChoice choice) {
      text = likeliest(choice, asked.get(new Question(sample.task(), sample.docId())));
    } else if (answer instanceof Programs programs) {
      text = programs.attempts().get(0).verdict();
    } else {
      text = answered((Generation) answer);
    }
    return OneLine.start(text, ANSWER_LENGTH);
  }

  private static String answered(Generation generation) {
    Set<String> filtered = new HashSet<>(generation.filtered().values());
    return filtered.size() == 1 ? filtered.iterator().next() : generation.text();
  }

  private static String likeliest(MultipleChoice choice, Asked question) {
    int best = 0;
    for (int i = 1; i < choice.loglikelihoods().size(); i++) {
      best = choice.loglikelihoods().get(i) > choice.loglikelihoods().get(best) ? i : best;
    }
    return question != null && best < question.continuations.size()
        ? best + ":" + question.continuations.get(best)
        : Integer.toString(best);
  }
}
