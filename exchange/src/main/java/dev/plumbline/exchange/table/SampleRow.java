package dev.plumbline.exchange.table;

import com.fasterxml.jackson.core.io.NumberOutput;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.Score;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Run;
import dev.plumbline.results.Sample;
import dev.plumbline.results.TaskPoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One score of one document at one point. A sample without scores, one that failed or a program
 * that was not executed, is one row without score and value.
 *
 * @param question absent if the run does not have it
 * @param flopsPerToken of the task at this point
 */
record SampleRow(
    Run run,
    Sample sample,
    Optional<Question> question,
    Optional<Score> score,
    OptionalDouble value,
    OptionalDouble flopsPerToken) {

  /** All rows of a run, by task, document, point and score. */
  static void read(Run run, Consumer<SampleRow> rows) {
    Map<DocumentId, Question> questions = new HashMap<>();
    try (Stream<Question> all = run.documents()) {
      all.forEach(question -> questions.put(question.document(), question));
    }
    Map<TaskPoint, OptionalDouble> flops = new HashMap<>();
    for (CurvePoint point : run.curves()) {
      flops.put(new TaskPoint(point.task(), point.point()), point.flopsPerToken());
    }
    try (Stream<Sample> samples = run.samples()) {
      samples.forEach(
          sample -> {
            Optional<Question> question = Optional.ofNullable(questions.get(sample.document()));
            OptionalDouble cost =
                flops.getOrDefault(
                    new TaskPoint(sample.task(), sample.point()), OptionalDouble.empty());
            Map<Score, Double> metrics = sample.outcome().metrics();
            if (metrics.isEmpty()) {
              rows.accept(
                  new SampleRow(
                      run, sample, question, Optional.empty(), OptionalDouble.empty(), cost));
            }
            metrics.forEach(
                (score, value) ->
                    rows.accept(
                        new SampleRow(
                            run,
                            sample,
                            question,
                            Optional.of(score),
                            OptionalDouble.of(value),
                            cost)));
          });
    }
  }

  /** Absent for a task without filters, too. */
  Optional<String> filter() {
    return score.map(Score::filter).filter(name -> !name.isEmpty());
  }

  String outcome() {
    return sample.outcome().match(scored -> "scored", unparsed -> "unparsed", failed -> "failed");
  }

  Optional<String> error() {
    return sample
        .outcome()
        .match(
            scored -> Optional.empty(),
            unparsed -> Optional.empty(),
            failed -> Optional.of(failed.error()));
  }

  /** What the model wrote, of several programs the first. */
  Optional<String> generation() {
    return sample
        .outcome()
        .response()
        .flatMap(
            response ->
                response.match(
                    choice -> Optional.empty(),
                    generation -> Optional.of(generation.text()),
                    programs -> Optional.of(programs.attempts().get(0).generation())));
  }

  /** What this score's filter made of the generation. */
  Optional<String> answer() {
    Map<String, String> filtered =
        sample
            .outcome()
            .response()
            .map(
                response ->
                    response.<Map<String, String>>match(
                        choice -> Map.of(),
                        Response.Generation::filtered,
                        programs -> programs.attempts().get(0).filtered()))
            .orElse(Map.of());
    return filter().map(filtered::get);
  }

  /** A JSON list, in the order of the question's continuations. */
  Optional<String> loglikelihoods() {
    return sample
        .outcome()
        .response()
        .flatMap(
            response ->
                response.match(
                    choice -> Optional.of(json(choice.loglikelihoods())),
                    generation -> Optional.empty(),
                    programs -> Optional.empty()));
  }

  private static String json(List<Float> numbers) {
    return numbers.stream()
        .map(number -> NumberOutput.toString(number, true))
        .collect(Collectors.joining(",", "[", "]"));
  }
}
