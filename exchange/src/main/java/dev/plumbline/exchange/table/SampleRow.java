package dev.plumbline.exchange.table;

import com.fasterxml.jackson.core.io.NumberOutput;
import dev.plumbline.results.Answer;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.DocumentLine;
import dev.plumbline.results.Run;
import dev.plumbline.results.Sample;
import dev.plumbline.results.SampleOutcome.Failed;
import dev.plumbline.results.SampleOutcome.Unparsed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One metric of one document at one r. A sample without metrics, one that failed or a program that
 * was not executed, is one row without metric and value.
 *
 * @param document absent if the run does not have it
 * @param metric without its filter
 * @param flopsPerToken of the task at this r
 */
record SampleRow(
    Run run,
    Sample sample,
    Optional<DocumentLine> document,
    Optional<String> metric,
    Optional<String> filter,
    OptionalDouble value,
    OptionalDouble flopsPerToken) {
  private record Place(String task, int number) {}

  /** All rows of a run, by task, document, r and metric. */
  static void read(Run run, Consumer<SampleRow> rows) {
    Map<Place, DocumentLine> documents = new HashMap<>();
    try (Stream<DocumentLine> lines = run.documents()) {
      lines.forEach(line -> documents.put(new Place(line.task(), line.docId()), line));
    }
    Map<Place, OptionalDouble> flops = new HashMap<>();
    for (CurvePoint point : run.curves()) {
      flops.put(new Place(point.task(), point.iterations()), point.flopsPerToken());
    }
    try (Stream<Sample> samples = run.samples()) {
      samples.forEach(
          sample -> {
            Optional<DocumentLine> document =
                Optional.ofNullable(documents.get(new Place(sample.task(), sample.docId())));
            OptionalDouble cost =
                flops.getOrDefault(
                    new Place(sample.task(), sample.iterations()), OptionalDouble.empty());
            if (sample.outcome().metrics().isEmpty()) {
              rows.accept(
                  new SampleRow(
                      run,
                      sample,
                      document,
                      Optional.empty(),
                      Optional.empty(),
                      OptionalDouble.empty(),
                      cost));
            }
            sample
                .outcome()
                .metrics()
                .forEach(
                    (key, value) -> {
                      int comma = key.indexOf(',');
                      rows.accept(
                          new SampleRow(
                              run,
                              sample,
                              document,
                              Optional.of(comma < 0 ? key : key.substring(0, comma)),
                              comma < 0 ? Optional.empty() : Optional.of(key.substring(comma + 1)),
                              OptionalDouble.of(value),
                              cost));
                    });
          });
    }
  }

  String outcome() {
    return sample.outcome() instanceof Failed
        ? "failed"
        : sample.outcome() instanceof Unparsed ? "unparsed" : "scored";
  }

  Optional<String> error() {
    return sample.outcome() instanceof Failed failed
        ? Optional.of(failed.error())
        : Optional.empty();
  }

  /** What the model wrote, of several programs the first. */
  Optional<String> generation() {
    return sample
        .outcome()
        .given()
        .flatMap(
            answer ->
                answer instanceof Answer.Generation generation
                    ? Optional.of(generation.text())
                    : answer instanceof Answer.Programs programs
                        ? Optional.of(programs.attempts().get(0).generation())
                        : Optional.empty());
  }

  /** What this metric's filter made of the generation. */
  Optional<String> answer() {
    Map<String, String> filtered =
        sample
            .outcome()
            .given()
            .map(
                answer ->
                    answer instanceof Answer.Generation generation
                        ? generation.filtered()
                        : answer instanceof Answer.Programs programs
                            ? programs.attempts().get(0).filtered()
                            : Map.<String, String>of())
            .orElse(Map.of());
    return filter.map(filtered::get);
  }

  /** A JSON list, in the order of the document's continuations. */
  Optional<String> loglikelihoods() {
    return sample
        .outcome()
        .given()
        .filter(Answer.MultipleChoice.class::isInstance)
        .map(answer -> json(((Answer.MultipleChoice) answer).loglikelihoods()));
  }

  private static String json(List<Float> numbers) {
    return numbers.stream()
        .map(number -> NumberOutput.toString(number, true))
        .collect(Collectors.joining(",", "[", "]"));
  }
}
