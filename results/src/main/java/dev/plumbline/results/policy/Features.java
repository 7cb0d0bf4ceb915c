package dev.plumbline.results.policy;

import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.Response.Choice;
import dev.plumbline.protocol.Response.Programs;
import dev.plumbline.results.Sample;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the answers at one r and the one before it in the sweep tell, without knowing the right one,
 * about whether it is worth going on. All features are within 0 and about 1.
 */
final class Features {
  static final List<String> OF_CHOICES = List.of("entropy", "margin", "change", "changed");
  static final List<String> OF_TEXTS = List.of("agrees", "length", "unparsed");

  private static final double LONG_TEXT = Math.log1p(4_096);

  /**
   * In the order of {@link #OF_CHOICES} or {@link #OF_TEXTS}.
   *
   * @param before the sample at the depth before; absent at the first
   */
  static double[] of(Sample sample, Optional<Sample> before) {
    Optional<Response> earlier = before.map(Features::response);
    return response(sample)
        .match(
            choice -> ofChoice(choice, earlier.flatMap(e -> comparable(choice, e))),
            generation -> ofText(sample, generation.text(), earlier),
            programs -> ofText(sample, text(programs), earlier));
  }

  static boolean areOfChoices(Sample sample) {
    return response(sample).match(choice -> true, generation -> false, programs -> false);
  }

  private static double[] ofText(Sample sample, String text, Optional<Response> before) {
    Object said = said(response(sample));
    return new double[] {
      before.isPresent() && said.equals(said(before.get())) ? 1 : 0,
      Math.log1p(text.length()) / LONG_TEXT,
      sample.outcome().match(scored -> 0, unparsed -> 1, failed -> 0)
    };
  }

  private static double[] ofChoice(Choice choice, Optional<Choice> before) {
    double[] p = softmax(choice);
    double[] descending = IntStream.range(0, p.length).mapToDouble(i -> -p[i]).sorted().toArray();
    double entropy = 0;
    for (double x : p) {
      entropy -= x > 0 ? x * Math.log(x) : 0;
    }
    // Nothing before is the most change there can be: no reason yet to trust the answer.
    double change = 1;
    double changed = 1;
    if (before.isPresent()) {
      double[] q = softmax(before.get());
      change = IntStream.range(0, p.length).mapToDouble(i -> Math.abs(p[i] - q[i])).sum() / 2;
      changed = best(p) == best(q) ? 0 : 1;
    }
    return new double[] {
      p.length == 1 ? 0 : entropy / Math.log(p.length),
      p.length == 1 ? 1 : descending[1] - descending[0],
      change,
      changed
    };
  }

  /** Runs may come from anywhere: another number of choices is another question. */
  private static Optional<Choice> comparable(Choice choice, Response before) {
    return before.match(
        other ->
            other.loglikelihoods().size() == choice.loglikelihoods().size()
                ? Optional.of(other)
                : Optional.empty(),
        generation -> Optional.empty(),
        programs -> Optional.empty());
  }

  private static double[] softmax(Choice choice) {
    double most = choice.loglikelihoods().stream().mapToDouble(l -> l).max().orElseThrow();
    double[] p = choice.loglikelihoods().stream().mapToDouble(l -> Math.exp(l - most)).toArray();
    double sum = IntStream.range(0, p.length).mapToDouble(i -> p[i]).sum();
    return IntStream.range(0, p.length).mapToDouble(i -> p[i] / sum).toArray();
  }

  private static int best(double[] p) {
    int best = 0;
    for (int i = 1; i < p.length; i++) {
      best = p[i] > p[best] ? i : best;
    }
    return best;
  }

  private static Response response(Sample sample) {
    return sample.outcome().response().orElseThrow();
  }

  /**
   * What filters found, or all of the text where there are none. A program's verdict is no hint.
   */
  private static Object said(Response response) {
    return response.match(
        choice -> choice,
        generation -> generation.filtered().isEmpty() ? generation.text() : generation.filtered(),
        Features::text);
  }

  private static String text(Programs programs) {
    return programs.attempts().get(0).generation();
  }

  private Features() {}
}
