package dev.plumbline.results.exits;

import dev.plumbline.protocol.Exit;
import dev.plumbline.protocol.ExitCriterion;
import dev.plumbline.protocol.ExitedToken;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Run;
import dev.plumbline.results.Sample;
import dev.plumbline.results.StepTrace;
import dev.plumbline.results.TaskPoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The decisions to let tokens leave early at one point of a task, told right or wrong by the fixed
 * r that they leave early from.
 *
 * <p>A choice is one decision: enough if the likeliest continuation is that of fixed r. Of a text
 * each token is one, as far as the text is that of fixed r, and the first one that is not: behind
 * it the two have read different things. A token that ran all iterations is none.
 *
 * @param unclear answers that tell nothing: failed or sampled ones, texts that are not their
 *     tokens' texts one after another, single continuations, several programs of one document
 */
record Decisions(Exit exit, List<Decision> made, int unclear) {

  /** In the order of the run; lacks points without a criterion, and those without their fixed r. */
  static Map<TaskPoint, Decisions> of(Run run) {
    Collection<SweepPoint> points = run.manifest().points();
    Map<SweepPoint, Exit> exits = new LinkedHashMap<>();
    points.forEach(
        point ->
            exit(point)
                .filter(exit -> points.contains(whole(point)))
                .ifPresent(exit -> exits.put(point, exit)));
    boolean sampled =
        run.manifest().configuration().temperature().filter(t -> t.doubleValue() > 0).isPresent();
    Map<SampleId, Response> answers = exits.isEmpty() ? Map.of() : answers(run, exits.keySet());
    Map<TaskPoint, List<Optional<List<Decision>>>> byAnswer = new LinkedHashMap<>();
    try (Stream<StepTrace> steps = run.steps()) {
      steps
          .filter(trace -> exits.containsKey(trace.sample().point()))
          .forEach(
              trace -> {
                SampleId id = trace.sample();
                Exit exit = exits.get(id.point());
                Response given = answers.get(id);
                Response full = answers.get(new SampleId(id.document(), whole(id.point())));
                Optional<List<Decision>> made =
                    given == null || full == null
                        ? Optional.empty()
                        : decisions(trace, exit.criterion(), given, full, sampled);
                byAnswer
                    .computeIfAbsent(
                        new TaskPoint(id.document().task(), id.point()), p -> new ArrayList<>())
                    .add(made);
              });
    }
    Map<TaskPoint, Decisions> all = new LinkedHashMap<>();
    byAnswer.forEach(
        (place, answered) ->
            all.put(
                place,
                new Decisions(
                    exits.get(place.point()),
                    answered.stream().flatMap(Optional::stream).flatMap(List::stream).toList(),
                    (int) answered.stream().filter(Optional::isEmpty).count())));
    return all;
  }

  /** Absent where no token leaves on its own. */
  static Optional<Exit> exit(SweepPoint point) {
    return point.match(
        fixed -> Optional.<Exit>empty(),
        expected -> Optional.empty(),
        adaptive -> Optional.of(adaptive.exit()).filter(e -> e.criterion() != ExitCriterion.NONE),
        contrasted -> Optional.empty());
  }

  /** What an early exit leaves early from. */
  private static SweepPoint whole(SweepPoint point) {
    return SweepPoint.fixed(point.iterations());
  }

  private static Map<SampleId, Response> answers(Run run, Collection<SweepPoint> points) {
    Map<SampleId, Response> answers = new HashMap<>();
    try (Stream<Sample> samples = run.samples()) {
      samples
          .filter(
              sample ->
                  points.contains(sample.point())
                      || points.stream().anyMatch(p -> whole(p).equals(sample.point())))
          .forEach(s -> s.outcome().response().ifPresent(given -> answers.put(s.id(), given)));
    }
    return answers;
  }

  /** Absent for answers that tell nothing. */
  private static Optional<List<Decision>> decisions(
      StepTrace trace, ExitCriterion criterion, Response given, Response full, boolean sampled) {
    Optional<Response.Choice> choice = choice(given);
    Optional<Response.Choice> fullChoice = choice(full);
    if (choice.isPresent() && fullChoice.isPresent()) {
      return ofChoice(trace, criterion, choice.get(), fullChoice.get());
    }
    Optional<String> text = text(given);
    Optional<String> fullText = text(full);
    return sampled || text.isEmpty() || fullText.isEmpty() || trace.exited().size() != 1
        ? Optional.empty()
        : ofText(trace, text.get(), fullText.get());
  }

  private static Optional<Response.Choice> choice(Response response) {
    return response.match(
        Optional::of, generation -> Optional.empty(), programs -> Optional.empty());
  }

  private static Optional<String> text(Response response) {
    return response.match(
        choice -> Optional.empty(),
        generation -> Optional.of(generation.text()),
        programs ->
            programs.attempts().size() == 1
                ? Optional.of(programs.attempts().get(0).generation())
                : Optional.empty());
  }

  private static Optional<List<Decision>> ofChoice(
      StepTrace trace, ExitCriterion criterion, Response.Choice given, Response.Choice full) {
    if (given.loglikelihoods().size() < 2) {
      return Optional.empty();
    }
    List<ExitedToken> early =
        trace.exited().stream()
            .flatMap(List::stream)
            .filter(token -> isEarly(token, trace.sample().point()))
            .toList();
    DoubleStream values = early.stream().mapToDouble(ExitedToken::value);
    OptionalDouble least = Surety.growsWithValue(criterion) ? values.min() : values.max();
    return Optional.of(
        least.isEmpty()
            ? List.of()
            : List.of(
                new Decision(
                    trace.sample().document().number(),
                    least.getAsDouble(),
                    early.stream().mapToInt(ExitedToken::steps).min().orElseThrow(),
                    given.likeliest() == full.likeliest())));
  }

  private static boolean isEarly(ExitedToken token, SweepPoint point) {
    return token.steps() < point.iterations() && !Float.isNaN(token.value());
  }

  private static Optional<List<Decision>> ofText(StepTrace trace, String given, String full) {
    String all = String.join("", trace.texts().get(0));
    int blanks = all.length() - all.stripLeading().length();
    // Some tokenizers leave out the blank before a text's first word.
    int skipped = all.startsWith(given) ? 0 : all.startsWith(given, blanks) ? blanks : -1;
    if (skipped < 0) {
      return Optional.empty();
    }
    List<Decision> decisions = new ArrayList<>();
    int from = -skipped;
    for (int i = 0; i < trace.texts().get(0).size(); i++) {
      int to = from + trace.texts().get(0).get(i).length();
      // What lies behind the text, be it cut off or a special token, says that it ends here.
      boolean ends = to > given.length() || from == given.length();
      boolean enough =
          ends
              ? full.equals(given)
              : full.regionMatches(
                  Math.max(0, from), given, Math.max(0, from), to - Math.max(0, from));
      ExitedToken token = trace.exited().get(0).get(i);
      if (isEarly(token, trace.sample().point())) {
        decisions.add(
            new Decision(trace.sample().document().number(), token.value(), token.steps(), enough));
      }
      if (ends || !enough) {
        break;
      }
      from = to;
    }
    return Optional.of(decisions);
  }
}
