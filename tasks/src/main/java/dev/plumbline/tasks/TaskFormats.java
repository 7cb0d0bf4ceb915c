package dev.plumbline.tasks;

import dev.plumbline.protocol.Aggregation;
import dev.plumbline.protocol.LengthNorm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The formats and metrics that task files may name: a further one is a file and a line here.
 *
 * @param byOutputType readers by {@code output_type}
 */
record TaskFormats(Map<String, TaskFormat.Reader> byOutputType) {

  /** The metrics of {@code multiple_choice}. */
  static final KnownMetrics<ChoiceMetric> CHOICE_METRICS =
      KnownMetrics.<ChoiceMetric>none()
          .plus("acc", accuracy(LengthNorm.NONE))
          .plus("acc_norm", accuracy(LengthNorm.CHARACTERS))
          .plus("acc_bytes", accuracy(LengthNorm.BYTES))
          .plus(
              "acc_mutual_info",
              (entry, name, higher) ->
                  new MutualInformation(name, higher, Aggregations.ofNumbers(entry)))
          .plus(
              "exact_match",
              (entry, name, higher) -> new GreedyMatch(name, higher, Aggregations.ofNumbers(entry)))
          .plus("f1", chosenClass(Aggregation.F1))
          .plus("mcc", chosenClass(Aggregation.MATTHEWS))
          .plus(
              "brier_score",
              (entry, name, higher) -> {
                Aggregations.only(entry, Aggregation.BRIER_SCORE);
                return new BrierScore(name, higher);
              });

  /** The metrics of {@code generate_until}. */
  static final KnownMetrics<Metric<FilteredAnswer>> TEXT_METRICS =
      KnownMetrics.<Metric<FilteredAnswer>>none()
          .plus("exact_match", ExactMatch::read)
          .plus(
              "bleu",
              corpus(Aggregation.BLEU, answer -> Bleu.part(answer.text(), answer.onlyTarget())))
          .plus(
              "chrf",
              corpus(Aggregation.CHRF, answer -> Chrf.part(answer.text(), answer.onlyTarget(), 0)))
          .plus(
              "chrf++",
              corpus(
                  Aggregation.CHRF_WORDS,
                  answer -> Chrf.part(answer.text(), answer.onlyTarget(), 2)));

  /** The metrics of {@code loglikelihood}. */
  static final KnownMetrics<Metric<ScoredText>> LIKELIHOOD_METRICS =
      KnownMetrics.<Metric<ScoredText>>none()
          .plus(
              "perplexity",
              corpus(Aggregation.PERPLEXITY, answer -> List.of(answer.loglikelihood())))
          .plus(
              "acc",
              (entry, name, higher) -> new GreedyText(name, higher, Aggregations.ofNumbers(entry)));

  /** The metrics of {@code loglikelihood_rolling}. */
  static final KnownMetrics<Metric<ScoredText>> ROLLING_METRICS =
      KnownMetrics.<Metric<ScoredText>>none()
          .plus("word_perplexity", corpus(Aggregation.WEIGHTED_PERPLEXITY, ScoredText::perWord))
          .plus("byte_perplexity", corpus(Aggregation.WEIGHTED_PERPLEXITY, ScoredText::perByte))
          .plus("bits_per_byte", corpus(Aggregation.BITS_PER_BYTE, ScoredText::perByte));

  /** Those of {@code generate_until} that execute programs, named with {@code !function}. */
  static final KnownMetrics<PassAtK> PROGRAM_METRICS =
      KnownMetrics.<PassAtK>none()
          .plus("humaneval.pass_at_k", passAt1("pass@"))
          .plus("mbpp.pass_at_1", passAt1("pass_at_"));

  static final TaskFormats STANDARD =
      new TaskFormats(Map.of())
          .plus(MultipleChoice.OUTPUT_TYPE, new MultipleChoice.Reader(CHOICE_METRICS))
          .plus(GenerateUntil.OUTPUT_TYPE, new GenerateUntil.Reader(TEXT_METRICS, PROGRAM_METRICS))
          .plus(
              TextLikelihood.OUTPUT_TYPE,
              new TextLikelihood.Reader(TextLikelihood.OUTPUT_TYPE, LIKELIHOOD_METRICS))
          .plus(
              TextLikelihood.ROLLING,
              new TextLikelihood.Reader(TextLikelihood.ROLLING, ROLLING_METRICS));

  private static KnownMetrics.Reader<ChoiceMetric> accuracy(LengthNorm norm) {
    return (entry, name, higher) -> new Accuracy(name, higher, Aggregations.ofNumbers(entry), norm);
  }

  private static KnownMetrics.Reader<ChoiceMetric> chosenClass(Aggregation aggregation) {
    return (entry, name, higher) ->
        new ChosenClass(name, higher, Aggregations.only(entry, aggregation));
  }

  private static KnownMetrics.Reader<PassAtK> passAt1(String stem) {
    return (entry, name, higher) -> {
      Aggregations.only(entry, Aggregation.MEAN);
      return new PassAtK(stem, 1, higher);
    };
  }

  private static <A> KnownMetrics.Reader<Metric<A>> corpus(
      Aggregation aggregation, Function<A, List<Double>> of) {
    return (entry, name, higher) ->
        new CorpusMetric<>(name, higher, Aggregations.only(entry, aggregation), of);
  }

  /** These and one more, which replaces one of the same name. */
  TaskFormats plus(String outputType, TaskFormat.Reader reader) {
    Map<String, TaskFormat.Reader> more = new LinkedHashMap<>(byOutputType);
    more.put(outputType, reader);
    return new TaskFormats(more);
  }
}
