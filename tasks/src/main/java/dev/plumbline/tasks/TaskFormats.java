package dev.plumbline.tasks;

import dev.plumbline.protocol.Aggregation;
import dev.plumbline.protocol.LengthNorm;
import dev.plumbline.tasks.code.Given;
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
              (entry, name, higher) ->
                  new BrierScore(name, higher, Aggregations.only(entry, Aggregation.BRIER_SCORE)));

  /** The metrics of {@code generate_until}. */
  static final KnownMetrics<Metric<FilteredAnswer>> TEXT_METRICS =
      KnownMetrics.<Metric<FilteredAnswer>>none()
          .plus("exact_match", ExactMatch::read)
          .plus(
              "bleu",
              ofText(Aggregation.BLEU, answer -> Bleu.part(answer.text(), answer.onlyTarget())))
          .plus(
              "chrf",
              ofText(Aggregation.CHRF, answer -> Chrf.part(answer.text(), answer.onlyTarget(), 0)))
          .plus(
              "chrf++",
              ofText(
                  Aggregation.CHRF_WORDS,
                  answer -> Chrf.part(answer.text(), answer.onlyTarget(), 2)))
          .plus(
              "ter",
              ofText(Aggregation.TER, answer -> Ter.part(answer.text(), answer.onlyTarget())))
          .plus("acc", pairs())
          .plus("f1", pairs())
          .plus("mcc", pairs());

  /** The metrics of {@code loglikelihood}. */
  static final KnownMetrics<Metric<ScoredText>> LIKELIHOOD_METRICS =
      KnownMetrics.<Metric<ScoredText>>none()
          .plus(
              "perplexity",
              ofLikelihood(Aggregation.PERPLEXITY, answer -> List.of(answer.loglikelihood())))
          .plus(
              "acc",
              (entry, name, higher) -> new GreedyText(name, higher, Aggregations.ofNumbers(entry)));

  /** The metrics of {@code loglikelihood_rolling}. */
  static final KnownMetrics<Metric<ScoredText>> ROLLING_METRICS =
      KnownMetrics.<Metric<ScoredText>>none()
          .plus(
              "word_perplexity", ofLikelihood(Aggregation.WEIGHTED_PERPLEXITY, ScoredText::perWord))
          .plus(
              "byte_perplexity", ofLikelihood(Aggregation.WEIGHTED_PERPLEXITY, ScoredText::perByte))
          .plus("bits_per_byte", ofLikelihood(Aggregation.BITS_PER_BYTE, ScoredText::perByte));

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

  private static KnownMetrics.Reader<Metric<FilteredAnswer>> ofText(
      Aggregation aggregation, Function<FilteredAnswer, List<Double>> of) {
    return (entry, name, higher) ->
        new CorpusMetric<>(
            name, higher, Aggregations.only(entry, aggregation), of, answer -> answer.pair());
  }

  /** Those that a function of the task can make something of, and nothing else. */
  private static KnownMetrics.Reader<Metric<FilteredAnswer>> pairs() {
    return (entry, name, higher) -> {
      Combination combination = Aggregations.onlyByFunction(entry, name);
      // As in lm-evaluation-harness, settings have no meaning.
      entry.plainMap();
      return new CorpusMetric<>(
          name, higher, combination, answer -> List.of(), answer -> answer.pair());
    };
  }

  private static KnownMetrics.Reader<Metric<ScoredText>> ofLikelihood(
      Aggregation aggregation, Function<ScoredText, List<Double>> of) {
    return (entry, name, higher) ->
        new CorpusMetric<>(
            name,
            higher,
            Aggregations.only(entry, aggregation),
            of,
            answer -> {
              List<Double> numbers = of.apply(answer);
              return numbers.size() == 1 ? numbers.get(0) : Given.tuple(numbers);
            });
  }

  /** These and one more, which replaces one of the same name. */
  TaskFormats plus(String outputType, TaskFormat.Reader reader) {
    Map<String, TaskFormat.Reader> more = new LinkedHashMap<>(byOutputType);
    more.put(outputType, reader);
    return new TaskFormats(more);
  }
}
