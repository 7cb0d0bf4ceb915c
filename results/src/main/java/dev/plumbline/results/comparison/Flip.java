package dev.plumbline.results.comparison;

import dev.plumbline.protocol.DocumentId;
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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A sample whose score is another in the other run.
 *
 * @param before the baseline's score
 * @param asked in both runs
 */
public record Flip(
    SampleId id,
    Score score,
    double before,
    double after,
    Question asked,
    Reply replyBefore,
    Reply replyAfter) {

  /**
   * What a model said.
   *
   * @param answer the choice that the score took, a program's verdict, or what the score's filter
   *     found in the text
   * @param text as generated; for choices their log-likelihoods
   */
  public record Reply(String answer, String text) {}

  /** All flips of a comparison, in the order of its rows and by document. */
  public static List<Flip> of(Run baseline, Run other) {
    SameQuestions questions = SameQuestions.of(baseline, other);
    Map<DocumentId, Question> asked = new HashMap<>();
    try (Stream<Question> all = baseline.documents()) {
      all.forEach(question -> asked.put(question.document(), question));
    }
    Map<SampleId, Sample> before = new HashMap<>();
    try (Stream<Sample> samples = baseline.samples()) {
      samples
          .filter(sample -> questions.of(sample.task()).contains(sample.document().number()))
          .forEach(sample -> before.put(sample.id(), sample));
    }
    List<Flip> flips = new ArrayList<>();
    try (Stream<Sample> samples = other.samples()) {
      samples
          .filter(sample -> before.containsKey(sample.id()))
          .forEach(
              sample ->
                  flips.addAll(of(before.get(sample.id()), sample, asked.get(sample.document()))));
    }
    List<String> tasks = List.copyOf(questions.tasks());
    flips.sort(
        Comparator.comparing((Flip flip) -> tasks.indexOf(flip.id.document().task()))
            .thenComparing(flip -> flip.score.metric())
            .thenComparing(flip -> flip.score.filter())
            .thenComparing(flip -> flip.id.point())
            .thenComparing(flip -> flip.id.document().number()));
    return List.copyOf(flips);
  }

  private static List<Flip> of(Sample before, Sample after, Question asked) {
    List<Flip> flips = new ArrayList<>();
    before
        .outcome()
        .metrics()
        .forEach(
            (score, old) -> {
              Double now = after.outcome().metrics().get(score);
              if (now != null && !now.equals(old)) {
                flips.add(
                    new Flip(
                        after.id(),
                        score,
                        old,
                        now,
                        asked,
                        reply(before, asked, score),
                        reply(after, asked, score)));
              }
            });
    return flips;
  }

  private static Reply reply(Sample sample, Question asked, Score score) {
    return sample
        .outcome()
        .response()
        .orElseThrow()
        .match(
            choice ->
                new Reply(
                    continuation(asked, Choices.chosen(asked, choice, score)),
                    choice.loglikelihoods().toString()),
            generation ->
                new Reply(
                    generation.filtered().getOrDefault(score.filter(), generation.text()),
                    generation.text()),
            programs -> reply(programs.attempts().get(0)));
  }

  private static Reply reply(Response.Attempt first) {
    return new Reply(first.verdict(), first.generation());
  }

  private static String continuation(Question asked, int choice) {
    List<String> continuations = Choices.of(asked);
    return choice < continuations.size() ? continuations.get(choice) : "choice " + choice;
  }
}
