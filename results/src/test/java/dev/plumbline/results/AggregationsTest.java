package dev.plumbline.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.protocol.Aggregation;
import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.Part;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Scores that are no means, against lm-evaluation-harness's ({@code corpus_metrics.py}). */
class AggregationsTest {
  private static final Score SCORE = Score.of("score");

  private static JsonNode recorded() throws IOException {
    return new ObjectMapper()
        .readTree(AggregationsTest.class.getResourceAsStream("aggregations.json"));
  }

  private static double[][] parts(JsonNode each) {
    double[][] parts = new double[each.get("parts").size()][];
    for (int i = 0; i < parts.length; i++) {
      JsonNode part = each.get("parts").get(i);
      parts[i] = IntStream.range(0, part.size()).mapToDouble(k -> part.get(k).asDouble()).toArray();
    }
    return parts;
  }

  private static Aggregation aggregation(JsonNode each) {
    return Aggregation.named(each.get("aggregation").textValue()).orElseThrow();
  }

  @Test
  void scoresAreThoseOfPublishedCode() throws IOException {
    assertThat(recorded()).hasSize(11);
    for (JsonNode each : recorded()) {
      assertThat(AggregateScore.of(aggregation(each), parts(each)))
          .as(each.get("aggregation").textValue())
          .isCloseTo(each.get("score").doubleValue(), within(1e-12 * 100));
    }
  }

  @Test
  void documentsAreDrawnAsPythonDrawsThem() throws IOException {
    int compared = 0;
    for (JsonNode each : recorded()) {
      if (!each.get("stderr").isNull()) {
        double[] scores =
            PythonBootstrap.scores(
                aggregation(each), parts(each), each.get("iterations").intValue());
        assertThat(Parts.deviation(scores))
            .as(each.get("aggregation").textValue())
            .isCloseTo(each.get("stderr").doubleValue(), within(1e-9));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(9);
  }

  @Test
  void curveAggregatesWhateverTheOrderOfSamples() throws IOException {
    for (JsonNode each : recorded()) {
      List<Sample> samples = new ArrayList<>();
      double[][] parts = parts(each);
      for (int i = 0; i < parts.length; i++) {
        List<Double> values = Arrays.stream(parts[i]).boxed().toList();
        samples.add(sample(i, new Part.Numbers(aggregation(each), values)));
      }
      List<CurvePoint> points = Curves.of(samples, Map.of());
      Collections.reverse(samples);
      assertThat(Curves.of(samples, Map.of())).isEqualTo(points);
      assertThat(points).hasSize(1);
      assertThat(points.get(0).curve()).isEqualTo(new CurveId("task", SCORE));
      assertThat(points.get(0).value()).isCloseTo(each.get("score").doubleValue(), within(1e-10));
      assertThat(points.get(0).interval()).isPresent();
      assertThat(points.get(0).interval().get().low()).isLessThan(points.get(0).value());
      assertThat(points.get(0).interval().get().high()).isGreaterThan(points.get(0).value());
    }
  }

  @Test
  void partsComeBackFromTheirLine() throws IOException {
    Sample sample =
        sample(3, new Part.Numbers(Aggregation.WEIGHTED_PERPLEXITY, List.of(-2.5, 7.0)));
    String line = Json.line(SampleLine.of(sample));
    assertThat(line)
        .contains(
            "\"metrics\":{},\"parts\":{\"score\":"
                + "{\"aggregation\":\"weighted_perplexity\",\"values\":[-2.5,7.0]}}");
    SampleLine read = Json.reader(SampleLine.class).readValue(line);
    assertThat(read.read()).isEqualTo(sample);
  }

  private static Sample sample(int document, Part part) {
    return new Sample(
        new SampleId(new DocumentId("task", document), SweepPoint.fixed(4)),
        new Outcome.Scored(
            Map.of(),
            Map.of(SCORE, part),
            new Response.Choice(List.of(-1f), List.of(true)),
            "target"));
  }
}
