package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.ExitedToken;
import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Recorded;
import dev.plumbline.protocol.Request.GenerateUntil;
import dev.plumbline.protocol.Response.Generation;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.Usage;
import dev.plumbline.protocol.Work;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.FunctionScores;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.ModelFacts;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import dev.plumbline.results.TaskPoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run whose tokens leave on their own at some points, as stats, compare, gate, report and submit
 * take it.
 */
class BeyondFixedDepthTest {
  private static final int DOCUMENTS = 60;
  private static final String POINTS = "4,8,16,16-kl:0.001,16-kl:0.01,16-cycle:4,16-gate:0.5";
  private static final List<String> TOKENS = List.of(" 1", "2", " +", " it", ".", "\n");

  @TempDir private Path folder;
  private Path run;

  @BeforeEach
  void write() {
    run = write("run", POINTS).folder();
  }

  /** The answer is right from r = 8 on in most; those of kl:0.01 fall behind in some. */
  private Run write(String name, String points) {
    List<SweepPoint> sweep = Sweep.parse(points).points();
    Map<TaskPoint, Cost> costs = new LinkedHashMap<>();
    try (RunWriter writer = RunWriter.create(folder.resolve(name), false)) {
      for (SweepPoint point : sweep) {
        long iterations = 0;
        for (int document = 0; document < DOCUMENTS; document++) {
          Sample sample = sample(document, point);
          long own = iterations(sample, point);
          iterations += own;
          boolean leaves = !sample.recorded().exited().isEmpty();
          writer.append(
              sample,
              new Usage(
                  TOKENS.size(), 21, 0, leaves ? new Work(own, 21, own, 21) : Work.UNIFORM, false));
        }
        long tokens = (long) DOCUMENTS * TOKENS.size();
        double flops = 1e6 + 1e6 * iterations / tokens;
        costs.put(new TaskPoint("sums", point), new Cost(flops, tokens, 0.1));
      }
      return writer.finish(
          manifest(sweep), questions(), costs, Map.of(), TOKENS::get, FunctionScores.NONE);
    }
  }

  private static long iterations(Sample sample, SweepPoint point) {
    return sample.recorded().exited().isEmpty()
        ? (long) TOKENS.size() * point.iterations()
        : sample.recorded().exited().get(0).stream().mapToLong(ExitedToken::steps).sum();
  }

  private static Sample sample(int document, SweepPoint point) {
    boolean early = point.label().contains("kl") || point.label().contains("gate");
    boolean hasty = point.label().endsWith("0.01");
    boolean right =
        point.iterations() > 4 ? document % 10 != 0 : document % 2 == 0 && document % 10 != 0;
    boolean kept = right && !(hasty && document % 7 == 0);
    String text = (kept ? " 12" : " 22") + " + it.\n";
    List<ExitedToken> exited =
        IntStream.range(0, TOKENS.size())
            .mapToObj(
                i ->
                    new ExitedToken(
                        kept || i > 0 ? i : 1,
                        -0.5f,
                        Math.min(16, (hasty ? 2 : 4) + i + document % 3),
                        point.label().contains("gate")
                            ? 0.5f + 0.07f * i
                            : (hasty ? 0.009f : 0.0009f) / (1 + i + document % 5)))
            .toList();
    return new Sample(
        new SampleId(new DocumentId("sums", document), point),
        new Scored(
            Map.of(Score.parse("exact_match,strict"), kept ? 1.0 : 0.0),
            new Generation(kept ? text : "2" + text.substring(2), Map.of("strict", "12")),
            "12"),
        early ? Recorded.exited(List.of(exited)) : Recorded.NONE);
  }

  private static Manifest manifest(List<SweepPoint> sweep) {
    return new Manifest(
        "plumbline sweep",
        Instant.EPOCH,
        Instant.EPOCH,
        0,
        sweep,
        new Manifest.Bundle(
            "made-up",
            Optional.of("ab".repeat(32)),
            Optional.of(new ModelFacts(1000, OptionalInt.of(16), OptionalInt.empty(), 512, 256))),
        List.of(new Manifest.Task("sums", "1", Map.of(), DOCUMENTS, 0)),
        new Manifest.Versions("0", "1", "17", "os", "cpu"),
        new Configuration(Map.of()));
  }

  private static List<Question> questions() {
    return IntStream.range(0, DOCUMENTS)
        .mapToObj(
            document ->
                new Question(
                    new GenerateUntil(
                        new DocumentId("sums", document),
                        "Sum " + document + ":",
                        List.of(),
                        Optional.empty(),
                        ""),
                    "12"))
        .toList();
  }

  private record Said(int code, String out, String err) {}

  private static Said say(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    int code = Plumbline.run(new PrintWriter(out, true), new PrintWriter(err, true), texts);
    return new Said(code, out.toString(), err.toString());
  }

  @Test
  void statsTellThemAsText() {
    Said said = say("stats", run);
    assertThat(said.code()).isZero();
    assertThat(said.out())
        .contains("sums  exact_match, strict, beyond fixed r")
        .containsPattern("16-cycle:4 +60 +90.0 .* 16.00 +1.00 +1536")
        .containsPattern("16-kl:0.001 +60 +90.0 .* 7.50 +7.50 +4608")
        .contains("optimistic bound, an oracle that stops each document")
        .containsPattern("16-kl:0.01 +whitespace +60 +8.00 +7 +8 +9")
        .containsPattern("16-gate:0.5 +gate +360 +60 +100.0");
    assertThat(say("stats", run, "--format", "md").out())
        .contains("| 16-cycle:4 | 60 | 90.0 | 79.9 to 95.3 | 16.00 | 1.00 | 1536 |");
  }

  /** 5.5 iterations are 3/8 of the way from 40 % at 4 to 90 % at 8: 58.75 %; 76.67 % was right. */
  @Test
  void statsTellThemToScripts() throws IOException {
    assertThat(say("stats", run, "--format", "csv").out())
        .contains("sums,exact_match,strict,at_equal_iterations,16-kl:0.01,60,0.1791666")
        .contains("sums,exact_match,strict,oracle_exit_mean_iterations,,60,6,,,,")
        .contains("sums,,,tokens_whitespace_at_7,16-kl:0.01,60,20,,,,");
    JsonNode exits = new ObjectMapper().readTree(say("stats", run, "--json").out()).get("exits");
    assertThat(exits.at("/curves/0/deepest").asInt()).isEqualTo(16);
    assertThat(exits.at("/curves/0/rows/3/curve/iterations").asText()).isEqualTo("16-cycle:4");
    assertThat(exits.at("/curves/0/rows/3/kvBytesPerToken").asLong()).isEqualTo(1536);
    assertThat(exits.at("/steps/0/iterations").asText()).isEqualTo("16-gate:0.5");
    assertThat(exits.at("/steps/0/tokens/first/4").asInt()).isEqualTo(20);
    assertThat(exits.at("/calibration/0/claimed/bins")).hasSize(6);
  }

  @Test
  void statsOfFixedDepthsSayNothingOfIt() {
    Path fixed = write("fixed", "4,8").folder();
    assertThat(say("stats", fixed).out()).doesNotContain("beyond fixed r");
    assertThat(fixed.resolve("compute.csv")).doesNotExist();
  }

  @Test
  void markdownHasMemoryBesideAccuracy() {
    assertThat(say("report", run, "--format", "md").out())
        .contains("| `sums`: r | mean r | readouts | KV bytes | GFLOP | `exact_match, strict` |")
        .contains("| 16-cycle:4 | 16.00 | 1.00 | 1,536 | 0.01700 | 90.0 |")
        .contains("| 16 | 16.00 | 1.00 | 4,608 | 0.01700 | 90.0 |");
    assertThat(say("report", write("fixed", "4,8").folder(), "--format", "md").out())
        .doesNotContain("KV bytes");
  }

  @Test
  void picturesShowStepsAndCalibration() throws IOException {
    for (String what : List.of("steps", "calibration")) {
      Path picture = folder.resolve(what + ".svg");
      assertThat(say("report", run, "--picture", what, "-o", picture).code()).isZero();
      assertThat(Files.readString(picture)).contains("  >made-up: ").contains("</svg");
    }
    Path curves = folder.resolve("curves.svg");
    assertThat(say("report", run, "--axis", "steps", "-o", curves).code()).isZero();
    assertThat(Files.readString(curves))
        .contains("  >made-up: accuracy by mean iterations of a token");
  }

  @Test
  void pictureOfWhatARunHasNotIsRefusedInOneLine() {
    Path fixed = write("fixed", "4,8").folder();
    Said said = say("report", fixed, "--picture", "steps", "-o", folder.resolve("x.svg"));
    assertThat(said.code()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(said.err().strip())
        .endsWith("has no points at which tokens leave the core on their own")
        .hasLineCount(1);
  }

  @Test
  void gateTakesTheirLabels() {
    Said held = say("gate", run, "--require", "sums:exact_match,strict@16-kl:0.001>=0.9", "--all");
    assertThat(held.out()).contains("holds:");
    Said missed = say("gate", run, "--require", "sums:exact_match,strict@16-cycle:4>=0.95");
    assertThat(missed.code()).isEqualTo(ExitCode.GATE_FAILED);
    assertThat(missed.err()).contains("missed:").contains("@16-cycle:4");
  }

  @Test
  void gateHoldsThemAgainstABaselineAndTheirCost() throws IOException {
    Path baseline = folder.resolve("baseline.json");
    assertThat(say("baseline", run, "-o", baseline).code()).isZero();
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(
        rules,
        """
        no_loss:
          - curve: sums:exact_match,strict
            r: 16-kl:0.001
        cost:
          - task: sums
            r: [16-kl:0.001, 16-cycle:4]
            flops_per_token: 1
        """);
    Said said = say("gate", run, "--baseline", baseline, "--rules", rules, "--all");
    assertThat(said.err()).isEmpty();
    assertThat(said.out()).contains("sums@16-kl:0.001 is");
  }

  private Said submit(String format, String out, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("submit", run, "--format", format));
    arguments.addAll(List.of("--model-id", "example-org/made-up", "-o", folder.resolve(out)));
    arguments.addAll(List.of(more));
    return say(arguments.toArray());
  }

  @Test
  void submissionLeavesOutWhatIsNotNamedAndSaysSo() {
    Said said = submit("lm-eval", "all");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.err())
        .contains(
            "note: left out, as they are no fixed r; to submit them: --iterations"
                + " 16-cycle:4,16-gate:0.5,16-kl:0.001,16-kl:0.01");
    assertThat(folder.resolve("all").toFile().list()).containsExactlyInAnyOrder("r4", "r8", "r16");
  }

  /** The depth stays a number, as readers expect; the rule is a setting beside it. */
  @Test
  void submissionStatesTheExitRuleWhereFormatsHaveSettings() throws IOException {
    assertThat(submit("lm-eval", "lm", "-i", "16-kl:0.001").code()).isZero();
    Path results = only(folder.resolve("lm/r16-kl_0.001/example-org__made-up"), "results_");
    JsonNode arguments =
        new ObjectMapper().readTree(Files.readString(results)).at("/config/model_args");
    assertThat(arguments.get("mean_recurrence").asInt()).isEqualTo(16);
    assertThat(arguments.get("exit_rule").asText()).isEqualTo("kl:0.001");

    assertThat(submit("model-index", "card", "-i", "16-cycle:4").code()).isZero();
    assertThat(Files.readString(folder.resolve("card/README.md")))
        .contains("iterations: 16", "exit_rule: none", "key_lookup: cycle:4", "r=16-cycle:4");

    Said hf =
        submit(
            "hf", "hf", "-i", "16-kl:0.01", "--benchmark", "sums:exact_match,strict=a/sums:main");
    assertThat(hf.code()).as(hf.err()).isZero();
    assertThat(Files.readString(folder.resolve("hf/.eval_results/sums-r16-kl_0.01.yaml")))
        .contains("r=16 iterations of the recurrent core, exit rule kl:0.01");

    Said eee =
        submit(
            "eee",
            "eee",
            "-i",
            "16-gate:0.5",
            "--organization",
            "Example Org",
            "--relationship",
            "first_party");
    assertThat(eee.code()).as(eee.err()).isZero();
    try (Stream<Path> files = Files.walk(folder.resolve("eee"))) {
      Path file = files.filter(f -> f.toString().endsWith(".json")).findFirst().orElseThrow();
      assertThat(Files.readString(file))
          .contains("\"recurrence_iterations\": \"16\"")
          .contains("\"exit_rule\": \"gate:0.5\"");
    }
  }

  @Test
  void importRefusesWhatIsOfNoFixedDepth() {
    submit("lm-eval", "lm", "-i", "16-kl:0.001");
    Said said = say("import", folder.resolve("lm"), "--out", folder.resolve("back"));
    assertThat(said.code()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(said.err()).contains("model_args has exit_rule=kl:0.001, so its answers are of no");
  }

  private static Path only(Path folder, String start) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(start))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void runsAreComparedAtTheSameLabels() {
    Path other = write("other", "8,16-kl:0.01,16-kl:0.1").folder();
    String said = say("compare", run, other, "--format", "csv").out();
    assertThat(said).contains(",8,").contains(",16-kl:0.01,").doesNotContain("16-kl:0.1,");
  }
}
