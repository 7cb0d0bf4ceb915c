package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What a sweep does with the depth that a model was trained for. */
@EnabledIfSystemProperty(
    named = "plumbline.shared",
    matches = ".+",
    disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
class TrainedDepthTest {
  @TempDir private Path folder;

  private static Path shared(String path) {
    return Path.of(System.getProperty("plumbline.shared")).resolve(path);
  }

  private Path export(String family, String... options) {
    Path bundle = folder.resolve(family);
    List<String> arguments = new ArrayList<>(List.of("export", "--from"));
    arguments.add(shared("golden/families/" + family).toString());
    arguments.addAll(List.of("--to", bundle.toString()));
    arguments.addAll(List.of(options));
    LmEvaluationHarnessSamples.run(arguments.toArray(String[]::new));
    return bundle;
  }

  private record Ended(int code, String err) {}

  private Ended sweep(Path bundle, String... options) {
    List<String> arguments = new ArrayList<>(List.of("sweep", "--model", bundle.toString()));
    arguments.addAll(List.of("--data", shared("data").toString(), "--tasks", "openbookqa"));
    arguments.addAll(List.of("--limit", "1", "--out", folder.resolve("run").toString()));
    arguments.addAll(List.of(options));
    StringWriter err = new StringWriter();
    int code =
        Plumbline.run(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err, true),
            arguments.toArray(String[]::new));
    return new Ended(code, err.toString());
  }

  private List<Integer> depths() throws IOException {
    List<Integer> depths = new ArrayList<>();
    JsonNode manifest =
        LmEvaluationHarnessSamples.read(folder.resolve("run").resolve("manifest.json"));
    manifest.get("iterations").forEach(r -> depths.add(r.intValue()));
    return depths;
  }

  @Test
  void sweepThatNamesNoDepthsTakesTheModels() throws IOException {
    Ended ended = sweep(export("ouro"));

    assertThat(ended.code).as(ended.err).isEqualTo(ExitCode.OK);
    assertThat(depths()).containsExactly(1, 2, 3, 4);
    assertThat(ended.err).doesNotContain("trained");
  }

  @Test
  void sweepBeyondTheTrainedDepthIsRunAndSaysSo() throws IOException {
    Ended ended = sweep(export("ouro"), "--iterations", "2,4,6,8");

    assertThat(ended.code).as(ended.err).isEqualTo(ExitCode.OK);
    assertThat(depths()).containsExactly(2, 4, 6, 8);
    assertThat(ended.err).contains("r = 6, 8: deeper than the 4 that this model was trained for");
  }

  @Test
  void depthsThatWereDrawnInTrainingHaveNoEnd() throws IOException {
    Ended ended = sweep(export("retrofit-llama"));

    assertThat(ended.code).as(ended.err).isEqualTo(ExitCode.OK);
    assertThat(depths()).containsExactly(1, 2, 4, 8, 16, 32);
    assertThat(ended.err).doesNotContain("trained");
  }

  @Test
  void modelOfFixedDepthIsAskedOnceAndNeverLooped() throws IOException {
    Path bundle = export("qwen3");
    assertThat(sweep(bundle).code).isEqualTo(ExitCode.OK);
    assertThat(depths()).containsExactly(1);

    Ended ended = sweep(bundle, "--iterations", "1,2", "--overwrite");

    assertThat(ended.code).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(ended.err)
        .contains("r = 2 asks for a loop, and this model has a fixed depth; export it with --loop");
  }

  @Test
  void stateThatIsNotDrawnCannotBeChosen() {
    Ended ended = sweep(export("ouro"), "--init", "zero");

    assertThat(ended.code).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(ended.err).contains("starts from its own embedding of the tokens; leave out --init");
  }

  @Test
  void layersThatAModelLacksCannotBeLooped() {
    StringWriter err = new StringWriter();
    int code =
        Plumbline.run(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err, true),
            "export",
            "--from",
            shared("golden/families/llama").toString(),
            "--to",
            folder.resolve("bundle").toString(),
            "--loop",
            "2-6");
    assertThat(code).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString()).contains("--loop 2-6: the model's layers are 0 to 5");
  }
}
