package dev.plumbline.results.comparison;

import dev.plumbline.results.Answer;
import dev.plumbline.results.DocumentLine;
import dev.plumbline.results.Run;
import dev.plumbline.results.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A document whose score is another in the other run.
 *
 * @param before the baseline's score
 * @param context the prompt, as both runs were asked
 */
public record Flip(
    String task,
    String metric,
    String filter,
    int iterations,
    int docId,
    double before,
    double after,
    String context,
    String target,
    Reply replyBefore,
    Reply replyAfter) {

  /**
   * What a model said.
   *
   * @param answer the likeliest choice (which {@code acc_norm} may not have chosen), a program's
   *     verdict, or what the metric's filter found in the text
   * @param text as generated; for choices their log-likelihoods
   */
  public record Reply(String answer, String text) {}

  private record Place(String task, int docId, int iterations) {}

  /** All flips of a comparison, in the order of its rows and by document. */
  public static List<Flip> of(Run baseline, Run other) {
    SameQuestions questions = SameQuestions.of(baseline, other);
    Map<String, Map<Integer, DocumentLine>> asked = new HashMap<>();
    try (Stream<DocumentLine> lines = baseline.documents()) {
      lines.forEach(
          line -> asked.computeIfAbsent(line.task(), t -> new HashMap<>()).put(line.docId(), line));
    }
    Map<Place, Sample> before = new HashMap<>();
    try (Stream<Sample> samples = baseline.samples()) {
      samples
          .filter(sample -> questions.of(sample.task()).contains(sample.docId()))
          .forEach(sample -> before.put(place(sample), sample));
    }
    List<Flip> flips = new ArrayList<>();
    try (Stream<Sample> samples = other.samples()) {
      samples
          .filter(sample -> before.containsKey(place(sample)))
          .forEach(
              sample ->
                  flips.addAll(
                      of(
                          before.get(place(sample)),
                          sample,
                          asked.get(sample.task()).get(sample.docId()))));
    }
    List<String> tasks = List.copyOf(questions.tasks());
    flips.sort(
        Comparator.comparing((Flip flip) -> tasks.indexOf(flip.task))
            .thenComparing(Flip::metric)
            .thenComparing(Flip::filter)
            .thenComparing(Flip::iterations)
            .thenComparing(Flip::docId));
    return List.copyOf(flips);
  }

  private static List<Flip> of(Sample before, Sample after, DocumentLine asked) {
    List<Flip> flips = new ArrayList<>();
    Set<String> keys = before.outcome().metrics().keySet();
    for (String key : keys) {
      Double old = before.outcome().metrics().get(key);
      Double now = after.outcome().metrics().get(key);
      if (now != null && !now.equals(old)) {
        String[] names = key.split(",", 2);
        String filter = names.length == 1 ? "" : names[1];
        flips.add(
            new Flip(
                after.task(),
                names[0],
                filter,
                after.iterations(),
                after.docId(),
                old,
                now,
                asked.context(),
                asked.target(),
                reply(before, asked, filter),
                reply(after, asked, filter)));
      }
    }
    return flips;
  }

  private static Reply reply(Sample sample, DocumentLine asked, String filter) {
    Answer answer = sample.outcome().given().orElseThrow();
    if (answer instanceof Answer.MultipleChoice choice) {
      return new Reply(continuation(asked, choice.likeliest()), choice.loglikelihoods().toString());
    }
    if (answer instanceof Answer.Generation generation) {
      return new Reply(
          generation.filtered().getOrDefault(filter, generation.text()), generation.text());
    }
    Answer.Attempt first = ((Answer.Programs) answer).attempts().get(0);
    return new Reply(first.verdict(), first.generation());
  }

  private static String continuation(DocumentLine asked, int choice) {
    return asked.request() instanceof DocumentLine.Request.Loglikelihood request
            && choice < request.continuations().size()
        ? request.continuations().get(choice)
        : "choice " + choice;
  }

  private static Place place(Sample sample) {
    return new Place(sample.task(), sample.docId(), sample.iterations());
  }
}
