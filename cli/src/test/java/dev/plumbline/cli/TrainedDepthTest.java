package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.results.ModelFacts;
import dev.plumbline.results.Run;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a sweep does with the depth that a model was trained for. */
@EnabledIfSystemProperty(
    named = "plumbline.shared",
    matches = ".+",
    disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
@Tag("integration")
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

  private Ended sweep(Path bundle, String... options) {
    List<String> arguments = new ArrayList<>(List.of("sweep", "--model", bundle.toString()));
    arguments.addAll(List.of("--data", shared("data").toString(), "--tasks", "openbookqa"));
    arguments.addAll(List.of("--limit", "1", "--out", folder.resolve("run").toString()));
    arguments.addAll(List.of(options));
    return Ended.run(arguments);
  }

  private JsonNode manifest() throws IOException {
    return LmEvaluationHarnessSamples.read(folder.resolve("run").resolve("manifest.json"));
  }

  private List<Integer> depths() throws IOException {
    List<Integer> depths = new ArrayList<>();
    manifest().get("iterations").forEach(r -> depths.add(r.intValue()));
    return depths;
  }

  /** Counted in the checkpoint's tensors; keys and values of 3 layers with 4 heads of 16. */
  @Test
  void runSaysWhatTheModelCostsAndHowDeepItWasTrained() throws IOException {
    assertThat(sweep(export("ouro")).code()).isEqualTo(ExitCode.OK);

    JsonNode model = manifest().get("bundle").get("model");
    assertThat(model.get("parameters").intValue()).isEqualTo(282_497);
    assertThat(model.get("trained_most").intValue()).isEqualTo(4);
    assertThat(model.get("trained_mean").isNull()).isTrue();
    assertThat(model.get("cache_bytes_per_token").intValue()).isZero();
    assertThat(model.get("cache_bytes_per_iteration").intValue()).isEqualTo(2 * 4 * 16 * 4 * 3);
    assertThat(Run.open(folder.resolve("run")).manifest().bundle().model().orElseThrow())
        .isEqualTo(
            new ModelFacts(282_497, OptionalInt.empty(), OptionalInt.of(4), 0, 2 * 4 * 16 * 4 * 3));
  }

  /**
   * 3 layers of 4 E E + 3 E I and a gate of E in each loop, a head of E V; 2 E for each key in each
   * layer; E = 64, I = 176, V = 1024.
   */
  @Test
  void modelsShowSaysWhatATokenCosts() {
    long iteration = 2 * (3 * (4 * 64 * 64 + 3 * 64 * 176) + 64);
    StringWriter out = new StringWriter();
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    Plumbline.run(new PrintWriter(out, true), nowhere, "models", "show", export("ouro").toString());
    assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "layers 0 + r * 3 + 0",
            "parameters 282497",
            "trained_up_to 4",
            "update replace",
            "exit_gate true",
            "flops_per_token 131072 + r * %d, and 0 + r * 768 for each key".formatted(iteration),
            "kv_bytes_per_token 0 + r * 1536");
  }

  private Ended picture(Path run, String... options) {
    List<String> arguments = new ArrayList<>(List.of("report", run.toString()));
    arguments.addAll(List.of("--out", folder.resolve("picture.svg").toString()));
    arguments.addAll(List.of(options));
    return Ended.run(arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "flops, FLOPs per token",
    "parameters, parameters in memory",
    "kv-bytes, bytes of keys and values per token"
  })
  void pictureIsDrawnOverWhatTheRunCosts(String axis, String label) throws IOException {
    sweep(export("ouro"));

    Ended ended = picture(folder.resolve("run"), "--axis", axis);

    assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.OK);
    assertThat(folder.resolve("picture.svg")).content().contains("accuracy by " + label);
  }

  @Test
  void pictureOfARunThatDoesNotSayItsCostsIsRefusedInOneLine() throws IOException {
    sweep(export("ouro"));
    Path manifest = folder.resolve("run").resolve("manifest.json");
    ObjectNode older = (ObjectNode) manifest();
    ((ObjectNode) older.get("bundle")).remove("model");
    Files.writeString(manifest, older.toString());

    Ended ended = picture(folder.resolve("run"), "--axis", "parameters");

    assertThat(ended.code()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(ended.err().strip())
        .hasLineCount(1)
        .contains("does not say the parameters in memory of openbookqa");
    assertThat(picture(folder.resolve("run")).code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void sweepThatNamesNoDepthsTakesTheModels() throws IOException {
    Ended ended = sweep(export("ouro"));

    assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.OK);
    assertThat(depths()).containsExactly(1, 2, 3, 4);
    assertThat(ended.err()).doesNotContain("trained");
  }

  @Test
  void sweepBeyondTheTrainedDepthIsRunAndSaysSo() throws IOException {
    Ended ended = sweep(export("ouro"), "--iterations", "2,4,6,8");

    assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.OK);
    assertThat(depths()).containsExactly(2, 4, 6, 8);
    assertThat(ended.err()).contains("r = 6, 8: deeper than the 4 that this model was trained for");
  }

  @Test
  void depthsThatWereDrawnInTrainingHaveNoEnd() throws IOException {
    Ended ended = sweep(export("retrofit-llama"));

    assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.OK);
    assertThat(depths()).containsExactly(1, 2, 4, 8, 16, 32);
    assertThat(ended.err()).doesNotContain("trained");
  }

  @Test
  void modelOfFixedDepthIsAskedOnceAndNeverLooped() throws IOException {
    Path bundle = export("qwen3");
    assertThat(sweep(bundle).code()).isEqualTo(ExitCode.OK);
    assertThat(depths()).containsExactly(1);

    Ended ended = sweep(bundle, "--iterations", "1,2", "--overwrite");

    assertThat(ended.code()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(ended.err())
        .contains("r = 2 asks for a loop, and this model has a fixed depth; export it with --loop");
  }

  @Test
  void stateThatIsNotDrawnCannotBeChosen() {
    Ended ended = sweep(export("ouro"), "--init", "zero");

    assertThat(ended.code()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(ended.err())
        .contains("starts from its own embedding of the tokens; leave out --init");
  }

  @Test
  void layersThatAModelLacksCannotBeLooped() {
    Ended ended =
        Ended.run(
            "export",
            "--from",
            shared("golden/families/llama").toString(),
            "--to",
            folder.resolve("bundle").toString(),
            "--loop",
            "2-6");
    assertThat(ended.code()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(ended.err()).contains("--loop 2-6: the model's layers are 0 to 5");
  }
}
