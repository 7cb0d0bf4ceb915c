package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.runner.bundle.Bundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class PromptLatentsTest {
  private static final Bundle EMBEDDED = Bundle.open(Path.of("..", "models", "embedded"));

  private static List<Request> requests(int count) {
    return IntStream.range(0, count)
        .<Request>mapToObj(
            i ->
                new Request.Loglikelihoods(
                    new DocumentId("t", i),
                    "Start with "
                        + "1 ".repeat(i % 7)
                        + i
                        + "."
                        + " Add 3.".repeat(1 + 11 * i % 23),
                    List.of(" yes")))
        .toList();
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return dot / Math.sqrt(aa * bb);
  }

  private static List<Double> alignments(Bundle bundle, int iterations) {
    Sweep sweep = Sweep.of(List.of(iterations));
    List<Request> requests = requests(8);
    List<Request> others = new ArrayList<>(requests.subList(1, 8));
    others.add(requests.get(0));
    try (RecurrentModel model = RecurrentModel.open(bundle, TestDevice.options())) {
      List<SortedMap<Integer, float[]>> own = model.latents().of(requests, sweep);
      List<SortedMap<Integer, float[]>> restarted =
          model.latents().restarted(requests, others, sweep);
      return IntStream.range(0, 8)
          .mapToObj(i -> cosine(own.get(i).get(iterations), restarted.get(i).get(iterations)))
          .toList();
    }
  }

  @Test
  void statesTogetherAreThoseAlone() {
    List<Request> requests = requests(40);
    Sweep sweep = Sweep.of(List.of(1, 4));
    try (RecurrentModel model = RecurrentModel.open(EMBEDDED, TestDevice.options())) {
      List<SortedMap<Integer, float[]>> together = model.latents().of(requests, sweep);
      for (int i = 0; i < requests.size(); i++) {
        SortedMap<Integer, float[]> alone =
            model.latents().of(requests.subList(i, i + 1), sweep).get(0);
        assertThat(together.get(i).keySet()).containsExactly(1, 4);
        assertThat(together.get(i).get(1)).isEqualTo(alone.get(1));
        assertThat(together.get(i).get(4)).isEqualTo(alone.get(4));
      }
    }
  }

  @Test
  void restartFromAPromptsOwnEndGoesOnWithIt() {
    List<Request> requests = requests(5);
    try (RecurrentModel model = RecurrentModel.open(EMBEDDED, TestDevice.options())) {
      List<SortedMap<Integer, float[]>> twice =
          model.latents().restarted(requests, requests, Sweep.of(List.of(3)));
      List<SortedMap<Integer, float[]>> through =
          model.latents().of(requests, Sweep.of(List.of(6)));
      for (int i = 0; i < requests.size(); i++) {
        assertThat(twice.get(i).get(3)).containsExactly(through.get(i).get(6), within(1e-5f));
      }
    }
  }

  @Test
  void contractingModelEndsWhereItWouldHaveFromAnotherPromptsEnd() {
    assertThat(alignments(EMBEDDED, 32)).allMatch(cosine -> cosine > 0.9999);
    assertThat(alignments(EMBEDDED, 1)).allMatch(cosine -> cosine < 0.99);
  }

  @EnabledIfSystemProperty(
      named = "plumbline.shared",
      matches = ".+",
      disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
  @Test
  void modelThatDoesNotContractEndsElsewhere(@TempDir Path folder) {
    Bundle bundle = new Golden("families/retrofit-olmo").export(folder.resolve("olmo"));
    assertThat(alignments(bundle, 64)).anyMatch(cosine -> cosine < 0.8);
  }

  @EnabledIfSystemProperty(
      named = "plumbline.shared",
      matches = ".+",
      disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
  @Test
  void modelThatSeesThePromptThroughItsStateIsNotRestarted(@TempDir Path folder) {
    Bundle bundle = new Golden("families/ouro").export(folder.resolve("ouro"));
    assertThatThrownBy(() -> alignments(bundle, 4)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anotherSeedStartsElsewhereWithTheSameModel() {
    List<Request> requests = requests(2);
    Sweep sweep = Sweep.of(List.of(1));
    try (RecurrentModel model = RecurrentModel.open(EMBEDDED, TestDevice.options())) {
      RecurrentModel other = model.from(new InitialState.Random(1, 1), Optional.empty());
      float[] first = model.latents().of(requests, sweep).get(0).get(1);
      assertThat(other.latents().of(requests, sweep).get(0).get(1)).isNotEqualTo(first);
      RecurrentModel same = other.from(new InitialState.Random(0, 1), Optional.empty());
      assertThat(same.latents().of(requests, sweep).get(0).get(1)).isEqualTo(first);
    }
  }

  @Test
  void firstIterationUnderLineNoiseForgetsTheStart() {
    List<Request> requests = requests(2);
    Sweep sweep = Sweep.of(List.of(2));
    Optional<TestTimeNoise> line = Optional.of(TestTimeNoise.parse("line:0.1"));
    try (RecurrentModel model = RecurrentModel.open(EMBEDDED, TestDevice.options())) {
      float[] random =
          model
              .from(new InitialState.Random(0, 1), line)
              .latents()
              .of(requests, sweep)
              .get(0)
              .get(2);
      float[] zero =
          model.from(new InitialState.Zero(), line).latents().of(requests, sweep).get(0).get(2);
      assertThat(zero).isEqualTo(random);
    }
  }
}
