package dev.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.results.CurvePoint;
import java.util.ArrayList;
import java.util.List;
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
              "t",
              "m",
              "",
              points.size() + 1,
              9,
              value,
              OptionalDouble.empty(),
              OptionalDouble.of(value - halfInterval),
              OptionalDouble.of(value + halfInterval),
              OptionalDouble.empty(),
              OptionalLong.empty()));
    }
    Curve curve = Curve.of(points).get(0);
    return Sparkline.of(curve, Curve.depths(List.of(curve)), unicode);
  }
}
