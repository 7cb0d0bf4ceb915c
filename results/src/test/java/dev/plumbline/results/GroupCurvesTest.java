package dev.plumbline.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Groups score as in lm-evaluation-harness, recorded by {@code task_folders.py}. */
class GroupCurvesTest {
  private static final SweepPoint AT = SweepPoint.parse("4");

  private final JsonNode recorded = recorded();
  private final List<CurvePoint> tasks = Curves.of(samples(), Map.of());

  private static JsonNode recorded() {
    try {
      return new JsonMapper()
          .readTree(GroupCurvesTest.class.getResourceAsStream("group-scores.json"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    for (Map.Entry<String, JsonNode> task : recorded.get("tasks").properties()) {
      for (int i = 0; i < task.getValue().get("none").size(); i++) {
        Map<Score, Double> metrics = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> filter : task.getValue().properties()) {
          metrics.put(score("acc," + filter.getKey()), filter.getValue().get(i).asDouble());
        }
        samples.add(
            new Sample(
                new SampleId(new DocumentId(task.getKey(), i), AT),
                new Outcome.Scored(
                    metrics, new Response.Choice(List.of(-1f), List.of(true), Map.of()), "")));
      }
    }
    return samples;
  }

  private static Score score(String key) {
    return Score.parse(key.replace(",none", ""));
  }

  private static Manifest.Group group(JsonNode metric, String... tasks) {
    JsonNode filters = metric.path("filter_list");
    Optional<List<String>> named =
        filters.isMissingNode()
            ? Optional.empty()
            : Optional.of(List.of(filters.isArray() ? filters.get(0).asText() : filters.asText()));
    return new Manifest.Group(
        "g",
        Optional.empty(),
        Optional.empty(),
        List.of(tasks),
        List.of(
            new Manifest.GroupMetric(
                metric.get("metric").asText(),
                named,
                metric.path("weight_by_size").asBoolean(true))));
  }

  @Test
  void valuesAndErrorsAreThoseOfTheHarness() {
    for (JsonNode expected : recorded.get("cases")) {
      Manifest.Group group = group(expected.get("metric"), "small", "middle", "large");
      List<CurvePoint> points = GroupCurves.of(List.of(group), tasks);
      assertThat(points).hasSize(expected.get("n").size());
      for (CurvePoint point : points) {
        String filter = point.score().filter().isEmpty() ? "none" : point.score().filter();
        assertThat(point.task()).isEqualTo("g");
        assertThat(point.point()).isEqualTo(AT);
        assertThat(point.n()).isEqualTo(expected.get("n").get("acc," + filter).asInt());
        JsonNode result = expected.get("result");
        assertThat(point.value()).isCloseTo(result.get("acc," + filter).asDouble(), within(1e-15));
        assertThat(point.stderr().getAsDouble())
            .isCloseTo(result.get("acc_stderr," + filter).asDouble(), within(1e-15));
        assertThat(point.interval()).isEmpty();
      }
    }
  }

  @Test
  void pointThatATaskLacksIsNoneOfTheGroup() {
    List<CurvePoint> more = new ArrayList<>(tasks);
    CurvePoint deep = tasks.get(0);
    more.add(
        new CurvePoint(
            deep.curve(),
            SweepPoint.parse("8"),
            deep.n(),
            1,
            deep.stderr(),
            deep.interval(),
            deep.flopsPerToken(),
            deep.tokens()));
    JsonNode metric = recorded.get("cases").get(0).get("metric");
    assertThat(GroupCurves.of(List.of(group(metric, "small", "middle", "large")), more))
        .extracting(CurvePoint::point)
        .containsOnly(AT);
    assertThat(GroupCurves.of(List.of(group(metric, "small")), more))
        .extracting(CurvePoint::point)
        .containsExactly(AT, SweepPoint.parse("8"));
  }

  @Test
  void tokensAddUpAndTheirCostIsTheMean() {
    List<CurvePoint> costed =
        Curves.of(
            samples(),
            Map.of(
                new TaskPoint("small", AT), new Cost(10, 100, 0),
                new TaskPoint("middle", AT), new Cost(20, 300, 0)));
    JsonNode metric = recorded.get("cases").get(0).get("metric");
    CurvePoint point = GroupCurves.of(List.of(group(metric, "small", "middle")), costed).get(0);
    assertThat(point.tokens()).isEqualTo(OptionalLong.of(400));
    assertThat(point.flopsPerToken().getAsDouble()).isEqualTo(17.5);
    assertThat(GroupCurves.of(List.of(group(metric, "small", "large")), costed).get(0).tokens())
        .isEmpty();
  }
}
