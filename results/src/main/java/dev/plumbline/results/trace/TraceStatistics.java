package dev.plumbline.results.trace;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Interval;
import dev.plumbline.results.Run;
import dev.plumbline.results.Sample;
import dev.plumbline.results.Setting;
import dev.plumbline.results.StudentisedBootstrap;
import dev.plumbline.results.exits.TokenKind;
import dev.plumbline.results.statistics.Holm;
import dev.plumbline.results.statistics.Separation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What the states of prompts have to do with the answers.
 *
 * @param answers does a number of a prompt's states tell right answers from wrong ones?
 * @param tokens which tokens need depth?
 */
public record TraceStatistics(List<Answers> answers, List<Tokens> tokens) {
  /** What decides the states, besides model and prompts. */
  private static final List<Setting> STATES =
      List.of(Setting.INIT, Setting.INIT_SCALE, Setting.SEED, Setting.NOISE, Setting.ADD_BOS_TOKEN);

  public TraceStatistics {
    answers = List.copyOf(answers);
    tokens = List.copyOf(tokens);
  }

  /**
   * A number of prompts, by whether they were answered right after the trace's iterations.
   *
   * @param curve whose scores are 0 and 1 alone
   * @param right mean over the documents with score 1
   * @param wrong mean over the documents with score 0
   * @param separation how often the number of a right document is the smaller one of a pair; absent
   *     where either kind has fewer than {@link Separation#FEWEST} documents
   * @param holm the separation's p, corrected for every one of the trace; absent where that is
   */
  public record Answers(
      CurveId curve,
      int iterations,
      TracePredictor predictor,
      int rightDocuments,
      int wrongDocuments,
      OptionalDouble right,
      OptionalDouble wrong,
      Optional<Separation> separation,
      OptionalDouble holm) {
    private Answers withHolm(double corrected) {
      return new Answers(
          curve,
          iterations,
          predictor,
          rightDocuments,
          wrongDocuments,
          right,
          wrong,
          separation,
          OptionalDouble.of(corrected));
    }
  }

  /**
   * When the tokens of a kind are done, mean over documents of the means over their tokens.
   *
   * @param said absent without a lens
   */
  public record Tokens(
      String task,
      TokenKind kind,
      int tokens,
      int documents,
      double settled,
      Optional<Interval> settledInterval,
      OptionalDouble said,
      Optional<Interval> saidInterval) {}

  /** Of a trace alone: {@link #answers} is empty. */
  public static TraceStatistics of(Trace trace) {
    return new TraceStatistics(List.of(), tokens(trace));
  }

  /**
   * Of a trace beside the answers to its prompts.
   *
   * @throws PlumblineException if the run is of another model or other prompts, or has no point of
   *     the trace's iterations
   */
  public static TraceStatistics of(Trace trace, Run run) {
    return new TraceStatistics(answers(trace, run), tokens(trace));
  }

  /**
   * Whether documents were answered right after the trace's iterations, by the first score of their
   * task that is 0 or 1 alone.
   *
   * @throws PlumblineException as {@link #of(Trace, Run)}
   */
  public static Map<DocumentId, Boolean> right(Trace trace, Run run) {
    Map<DocumentId, Boolean> right = new HashMap<>();
    scores(trace, run)
        .values()
        .forEach(
            scores -> scores.forEach((document, score) -> right.putIfAbsent(document, score == 1)));
    return right;
  }

  private static List<Answers> answers(Trace trace, Run run) {
    Map<DocumentId, Map<TracePredictor, OptionalDouble>> numbers = new LinkedHashMap<>();
    trace
        .documents()
        .forEach(
            document -> {
              Map<TracePredictor, OptionalDouble> own = new EnumMap<>(TracePredictor.class);
              for (TracePredictor predictor : TracePredictor.values()) {
                own.put(predictor, predictor.of(document));
              }
              numbers.put(document.document(), own);
            });
    List<Answers> answers = new ArrayList<>();
    scores(trace, run)
        .forEach(
            (curve, scores) -> {
              scores.keySet().retainAll(numbers.keySet());
              for (TracePredictor predictor : TracePredictor.values()) {
                double[] right = values(scores, 1, predictor, numbers);
                double[] wrong = values(scores, 0, predictor, numbers);
                if (right.length + wrong.length > 0) {
                  answers.add(answers(curve, trace, predictor, right, wrong));
                }
              }
            });
    return corrected(answers);
  }

  private static List<Answers> corrected(List<Answers> answers) {
    Iterator<Double> holm =
        Holm.adjust(
                answers.stream().flatMap(a -> a.separation().stream()).map(Separation::p).toList())
            .iterator();
    return answers.stream()
        .map(a -> a.separation().isPresent() ? a.withHolm(holm.next()) : a)
        .toList();
  }

  private static Answers answers(
      CurveId curve, Trace trace, TracePredictor predictor, double[] right, double[] wrong) {
    return new Answers(
        curve,
        trace.manifest().iterations(),
        predictor,
        right.length,
        wrong.length,
        Arrays.stream(right).average(),
        Arrays.stream(wrong).average(),
        // Separation counts how often a positive's number is the larger one.
        Separation.of(negated(right), negated(wrong)),
        OptionalDouble.empty());
  }

  private static double[] negated(double[] values) {
    return Arrays.stream(values).map(v -> -v).toArray();
  }

  private static double[] values(
      Map<DocumentId, Double> scores,
      double score,
      TracePredictor predictor,
      Map<DocumentId, Map<TracePredictor, OptionalDouble>> numbers) {
    return scores.entrySet().stream()
        .filter(e -> e.getValue() == score)
        .map(e -> numbers.get(e.getKey()).get(predictor))
        .flatMapToDouble(OptionalDouble::stream)
        .toArray();
  }

  /** After the trace's iterations, by curve; those that hold 0 and 1 alone. */
  private static Map<CurveId, Map<DocumentId, Double>> scores(Trace trace, Run run) {
    requireSame(trace, run);
    Map<CurveId, Map<DocumentId, Double>> curves = new LinkedHashMap<>();
    try (Stream<Sample> samples = run.samples()) {
      samples
          .filter(sample -> sample.point().equals(point(trace)))
          .forEach(
              sample ->
                  sample
                      .outcome()
                      .metrics()
                      .forEach(
                          (score, value) ->
                              curves
                                  .computeIfAbsent(
                                      new CurveId(sample.task(), score),
                                      curve -> new LinkedHashMap<>())
                                  .put(sample.document(), value)));
    }
    curves.values().removeIf(scores -> !scores.values().stream().allMatch(s -> s == 0 || s == 1));
    return curves;
  }

  private static SweepPoint point(Trace trace) {
    return SweepPoint.fixed(trace.manifest().iterations());
  }

  private static void requireSame(Trace trace, Run run) {
    if (!trace.manifest().bundle().sha256().equals(run.manifest().bundle().sha256())) {
      throw new PlumblineException(
          "%s: is of another model than the trace %s; trace the run's model"
              .formatted(run.folder(), trace.folder()));
    }
    requireSameStates(trace, run);
    if (!run.manifest().points().contains(point(trace))) {
      throw new PlumblineException(
          "%s: was asked at r = %s, the trace %s goes to r = %d; trace to one of those, with"
                  .formatted(
                      run.folder(),
                      String.join(
                          ", ", run.manifest().points().stream().map(SweepPoint::label).toList()),
                      trace.folder(),
                      trace.manifest().iterations())
              + " --iterations");
    }
    Map<DocumentId, String> asked = new HashMap<>();
    try (Stream<Question> questions = run.documents()) {
      questions.forEach(q -> asked.put(q.document(), q.request().text()));
    }
    int same = 0;
    for (TraceDocument document : (Iterable<TraceDocument>) trace.documents()::iterator) {
      String text = asked.get(document.document());
      if (text != null && !text.equals(document.text())) {
        throw new PlumblineException(
            "%s: %s was asked with another prompt than was traced; trace with the run's options"
                .formatted(run.folder(), document.document()));
      }
      same += text == null ? 0 : 1;
    }
    if (same == 0) {
      throw new PlumblineException(
          "%s: has none of the documents of the trace %s".formatted(run.folder(), trace.folder()));
    }
  }

  /** Answers that were imported do not say. */
  private static void requireSameStates(Trace trace, Run run) {
    for (Setting setting : STATES) {
      Object traced = trace.manifest().configuration().values().get(setting.key());
      Object asked = run.manifest().configuration().values().get(setting.key());
      boolean unsaid = asked == null && setting != Setting.NOISE;
      if (!unsaid && !said(traced).toString().equals(said(asked).toString())) {
        throw new PlumblineException(
            "%s: was asked with %s %s, the trace %s with %s; trace with the run's options"
                .formatted(run.folder(), setting.key(), said(asked), trace.folder(), said(traced)));
      }
    }
  }

  private static Object said(Object setting) {
    return Objects.requireNonNullElse(setting, "none");
  }

  private static List<Tokens> tokens(Trace trace) {
    Map<String, Map<TokenKind, KindDepths>> tasks = new LinkedHashMap<>();
    trace
        .documents()
        .forEach(
            document -> {
              Map<TokenKind, KindDepths> kinds =
                  tasks.computeIfAbsent(
                      document.document().task(), task -> new EnumMap<>(TokenKind.class));
              KindDepths.add(document, kinds);
            });
    List<Tokens> rows = new ArrayList<>();
    tasks.forEach(
        (task, kinds) -> kinds.forEach((kind, depths) -> rows.add(depths.row(task, kind))));
    return rows;
  }

  /** Of the tokens of a kind, means by document. */
  private static final class KindDepths {
    private int tokens;
    private final List<Double> settled = new ArrayList<>();
    private final List<Double> said = new ArrayList<>();

    static void add(TraceDocument document, Map<TokenKind, KindDepths> kinds) {
      TokenDepths depths = TokenDepths.of(document);
      List<String> texts = document.tokenTexts();
      Map<TokenKind, List<Integer>> places = new EnumMap<>(TokenKind.class);
      for (int token = 0; token < texts.size(); token++) {
        places
            .computeIfAbsent(TokenKind.of(texts.get(token)), kind -> new ArrayList<>())
            .add(token);
      }
      places.forEach(
          (kind, of) -> {
            KindDepths own = kinds.computeIfAbsent(kind, k -> new KindDepths());
            own.tokens += of.size();
            own.settled.add(mean(depths.settled(), of));
            depths.said().ifPresent(all -> own.said.add(mean(all, of)));
          });
    }

    private static double mean(List<Integer> depths, List<Integer> places) {
      return places.stream().mapToInt(depths::get).average().orElseThrow();
    }

    Tokens row(String task, TokenKind kind) {
      return new Tokens(
          task,
          kind,
          tokens,
          settled.size(),
          doubles(settled).average().orElseThrow(),
          StudentisedBootstrap.interval(doubles(settled).toArray()),
          doubles(said).average(),
          StudentisedBootstrap.interval(doubles(said).toArray()));
    }

    private static DoubleStream doubles(List<Double> values) {
      return values.stream().mapToDouble(Double::doubleValue);
    }
  }
}
