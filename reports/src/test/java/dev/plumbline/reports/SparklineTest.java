package dev.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SparklineTest {

  @Test
  void evenRiseUsesEveryLevel() {
    assertThat(sparkline(0, true, 0, 1, 2, 3, 4, 5, 6, 7)).isEqualTo("▁▂▃▄▅▆▇█");
    assertThat(sparkline(0, false, 0, 1, 2, 3, 4, 5, 6, 7)).isEqualTo("_.,-~=*#");
  }

  @Test
  void noiseWithinItsIntervalsStaysFlat() {
    assertThat(sparkline(10, true, 5, 5.5, 5, 4.5)).isEqualTo("▅▅▅▄");
  }

  @Test
  void constantIsFlat() {
    assertThat(sparkline(0, true, 3, 3, 3)).isEqualTo("▅▅▅");
  }

  private static String sparkline(double halfInterval, boolean unicode, double... values) {
    List<CurvePoint> points = new ArrayList<>();
    for (double value : values) {
      points.add(
          new CurvePoint(
              new CurveId("t", Score.of("m")),
              SweepPoint.fixed(points.size() + 1),
              9,
              value,
              OptionalDouble.empty(),
              Optional.of(new Interval(value - halfInterval, value + halfInterval)),
              OptionalDouble.empty(),
              OptionalLong.empty()));
    }
    Curve curve = Curve.of(points).get(0);
    return Sparkline.of(curve, Curve.sweep(List.of(curve)), unicode);
  }
}
