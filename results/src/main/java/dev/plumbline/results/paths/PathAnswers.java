package dev.plumbline.results.paths;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Choices;
import dev.plumbline.results.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gathers the answers of runs, which all ask the same, and compares them. */
public final class PathAnswers {
  private final Map<CurveId, Map<SweepPoint, Map<PathRun, Map<DocumentId, Answered>>>> answers =
      new LinkedHashMap<>();

  private int failed;

  private record Answered(double score, String answer) {}

  /** Keeps what a run answers; a failed sample is counted, and no more. */
  public void add(PathRun run, Question question, Sample sample) {
    failed += sample.outcome().response().isEmpty() ? 1 : 0;
    sample
        .outcome()
        .metrics()
        .forEach(
            (score, value) ->
                answers
                    .computeIfAbsent(new CurveId(sample.task(), score), c -> new TreeMap<>())
                    .computeIfAbsent(sample.point(), p -> new LinkedHashMap<>())
                    .computeIfAbsent(run, r -> new LinkedHashMap<>())
                    .put(
                        sample.document(),
                        new Answered(
                            value,
                            answer(question, sample.outcome().response().orElseThrow(), score))));
  }

  /** Failed samples of all runs. */
  public int failed() {
    return failed;
  }

  /** The choice that was taken, the text that the filter found, or whether the program passed. */
  private static String answer(Question question, Response response, Score score) {
    return response.match(
        choice -> Integer.toString(Choices.chosen(question, choice, score)),
        text -> text.filtered().getOrDefault(score.filter(), text.text()),
        programs -> Boolean.toString(programs.attempts().get(0).passed()));
  }

  /**
   * Every score at every point, by groups of runs.
   *
   * @param groups runs by the name that they have together; a run may be in several
   */
  public List<PathPoint> points(Map<String, List<PathRun>> groups) {
    List<PathPoint> points = new ArrayList<>();
    answers.forEach(
        (curve, byPoint) ->
            byPoint.forEach(
                (point, byRun) ->
                    groups.forEach(
                        (name, runs) -> {
                          List<PathRun> compared =
                              runs.stream().filter(byRun::containsKey).toList();
                          if (!compared.isEmpty()) {
                            points.add(point(curve, point, name, compared, byRun));
                          }
                        })));
    return List.copyOf(points);
  }

  private static PathPoint point(
      CurveId curve,
      SweepPoint point,
      String name,
      List<PathRun> names,
      Map<PathRun, Map<DocumentId, Answered>> byRun) {
    List<Map<DocumentId, Answered>> runs = names.stream().map(byRun::get).toList();
    List<List<String>> inAll =
        runs.get(0).keySet().stream()
            .filter(document -> runs.stream().allMatch(run -> run.containsKey(document)))
            .map(document -> runs.stream().map(run -> run.get(document).answer()).toList())
            .toList();
    return new PathPoint(
        curve,
        point,
        name,
        names,
        Spread.of(runs.stream().map(PathAnswers::mean).toList()),
        Agreement.of(inAll));
  }

  private static double mean(Map<DocumentId, Answered> run) {
    // Sorted, so that nothing depends on the order in which answers came.
    return run.values().stream().mapToDouble(Answered::score).sorted().sum() / run.size();
  }
}
