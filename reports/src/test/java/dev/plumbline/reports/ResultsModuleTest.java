package dev.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request.Loglikelihoods;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Interval;
import dev.plumbline.results.comparison.Flip;
import dev.plumbline.results.policy.DepthPolicy;
import dev.plumbline.results.statistics.Envelope;
import dev.plumbline.results.statistics.Saturation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ResultsModuleTest {
  private static final CurveId CURVE = CurveId.parse("gsm8k:exact_match,strict");
  private static final SweepPoint FOUR = SweepPoint.fixed(4);

  private static String json(Object value) throws JsonProcessingException {
    return new ObjectMapper()
        .registerModule(new Jdk8Module())
        .registerModule(new ResultsModule())
        .writeValueAsString(value);
  }

  @Test
  void pointOfACurveIsFlatAndWhatIsAbsentIsNull() throws JsonProcessingException {
    CurvePoint point =
        new CurvePoint(
            CURVE,
            FOUR,
            9,
            0.5,
            OptionalDouble.empty(),
            Optional.of(new Interval(0.25, 0.75)),
            OptionalDouble.empty(),
            OptionalLong.of(7));
    assertThat(json(point))
        .isEqualTo(
            "{\"task\":\"gsm8k\",\"metric\":\"exact_match\",\"filter\":\"strict\",\"iterations\":4,"
                + "\"n\":9,\"value\":0.5,\"stderr\":null,\"ciLow\":0.25,\"ciHigh\":0.75,"
                + "\"flopsPerToken\":null,\"tokens\":7}");
  }

  @Test
  void statisticsNameTheirCurveAndTheirIterations() throws JsonProcessingException {
    assertThat(json(new DepthPolicy(CURVE, 60, true, List.of())))
        .isEqualTo(
            "{\"task\":\"gsm8k\",\"metric\":\"exact_match\",\"filter\":\"strict\","
                + "\"documents\":60,\"countsEveryDepth\":true,\"points\":[]}");
    assertThat(json(new Saturation(FOUR, FOUR, 0.01, FOUR, SweepPoint.fixed(8), 9)))
        .isEqualTo("{\"iterations\":4,\"best\":4,\"margin\":0.01,\"low\":4,\"high\":8,\"n\":9}");
    assertThat(json(new Envelope.Stratum(Optional.empty(), 3, List.of())))
        .isEqualTo("{\"iterations\":null,\"documents\":3,\"values\":[]}");
  }

  @Test
  void flipIsFlat() throws JsonProcessingException {
    Question asked =
        new Question(new Loglikelihoods(new DocumentId("gsm8k", 7), "Q", List.of(" a", " b")), "0");
    Flip flip =
        new Flip(
            SampleId.of("gsm8k", 7, 4),
            CURVE.score(),
            1,
            0,
            asked,
            new Flip.Reply(" a", "x"),
            new Flip.Reply(" b", "y"));
    assertThat(json(flip))
        .isEqualTo(
            "{\"task\":\"gsm8k\",\"metric\":\"exact_match\",\"filter\":\"strict\",\"iterations\":4,"
                + "\"docId\":7,\"before\":1.0,\"after\":0.0,\"context\":\"Q\",\"target\":\"0\","
                + "\"replyBefore\":{\"answer\":\" a\",\"text\":\"x\"},"
                + "\"replyAfter\":{\"answer\":\" b\",\"text\":\"y\"}}");
  }
}
