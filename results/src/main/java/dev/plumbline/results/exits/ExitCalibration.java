package dev.plumbline.results.exits;

import dev.plumbline.protocol.ExitCriterion;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Run;
import dev.plumbline.results.TaskPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How often tokens that left early had had enough, and whether the criterion's value told it.
 *
 * @param decisions to leave early that can be judged: one of a choice, of a text one a token up to
 *     the first that fixed r would have written otherwise
 * @param documents that they are of
 * @param unclear answers without such decisions: failed or sampled ones, and such as cannot be
 *     compared
 * @param enough the share of decisions that fixed r agrees with
 * @param claimed what the exit gate itself says: the probability to have left by then; absent for
 *     other criteria, whose values are none
 * @param learned what a logistic regression on the criterion's value and the iterations predicts
 *     for documents that it has not learned from; absent for fewer than {@value #FEWEST_DOCUMENTS}
 *     documents
 */
public record ExitCalibration(
    String task,
    SweepPoint point,
    int decisions,
    int documents,
    int unclear,
    double enough,
    Optional<Reliability> claimed,
    Optional<Reliability> learned) {
  static final int FEWEST_DOCUMENTS = 50;
  private static final int FOLDS = 5;

  /**
   * Of each task and point of a run that can be judged: with the fixed r of the same iterations.
   */
  public static List<ExitCalibration> of(Run run) {
    List<ExitCalibration> all = new ArrayList<>();
    Decisions.of(run)
        .forEach(
            (place, decisions) -> {
              if (!decisions.made().isEmpty()) {
                all.add(of(place, decisions));
              }
            });
    return List.copyOf(all);
  }

  private static ExitCalibration of(TaskPoint place, Decisions decisions) {
    List<Decision> made = decisions.made();
    boolean[] enough = new boolean[made.size()];
    int right = 0;
    for (int i = 0; i < enough.length; i++) {
      enough[i] = made.get(i).enough();
      right += enough[i] ? 1 : 0;
    }
    int documents = (int) made.stream().mapToInt(Decision::document).distinct().count();
    return new ExitCalibration(
        place.task(),
        place.point(),
        made.size(),
        documents,
        decisions.unclear(),
        (double) right / made.size(),
        decisions.exit().criterion() == ExitCriterion.GATE
            ? Optional.of(
                Reliability.of(made.stream().mapToDouble(Decision::value).toArray(), enough))
            : Optional.empty(),
        documents < FEWEST_DOCUMENTS
            ? Optional.empty()
            : Optional.of(Reliability.of(crossValidated(decisions, enough), enough)));
  }

  /** Documents are learned from and judged as a whole: their tokens are alike. */
  private static double[] crossValidated(Decisions decisions, boolean[] enough) {
    List<Decision> made = decisions.made();
    List<Integer> documents = made.stream().map(Decision::document).distinct().sorted().toList();
    Map<Integer, Integer> folds =
        IntStream.range(0, documents.size())
            .boxed()
            .collect(Collectors.toMap(documents::get, i -> i % FOLDS));
    double[][] features =
        made.stream()
            .map(
                decision ->
                    new double[] {
                      Surety.feature(decisions.exit(), decision.value()), Math.log(decision.steps())
                    })
            .toArray(double[][]::new);
    double[] predicted = new double[made.size()];
    for (int fold = 0; fold < FOLDS; fold++) {
      int held = fold;
      int[] learned =
          IntStream.range(0, made.size())
              .filter(i -> folds.get(made.get(i).document()) != held)
              .toArray();
      boolean[] labels = new boolean[learned.length];
      int right = 0;
      for (int i = 0; i < learned.length; i++) {
        labels[i] = enough[learned[i]];
        right += labels[i] ? 1 : 0;
      }
      // Where all were enough, or none, nothing is there to tell them apart by.
      Optional<LogisticRegression> model =
          right == 0 || right == labels.length
              ? Optional.empty()
              : Optional.of(
                  new LogisticRegression(
                      IntStream.of(learned).mapToObj(i -> features[i]).toArray(double[][]::new),
                      labels));
      double always = right == 0 ? 0 : 1;
      for (int i = 0; i < predicted.length; i++) {
        if (folds.get(made.get(i).document()) == held) {
          double[] of = features[i];
          predicted[i] = model.map(m -> m.probability(of)).orElse(always);
        }
      }
    }
    return predicted;
  }
}
