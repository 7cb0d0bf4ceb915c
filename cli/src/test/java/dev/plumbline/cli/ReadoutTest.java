package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Readout;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Choices;
import dev.plumbline.results.Run;
import dev.plumbline.results.Sample;
import dev.plumbline.results.StepTrace;
import dev.plumbline.results.TaskPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A model with an exit gate, asked at the last loop and at what the gate expects of all loops. */
@EnabledIfSystemProperty(
    named = "plumbline.shared",
    matches = ".+",
    disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
@Tag("integration")
class ReadoutTest {
  @TempDir private Path folder;

  private Run sweep(String name, String... more) {
    Path shared = Path.of(System.getProperty("plumbline.shared"));
    Path bundle = folder.resolve("bundle");
    if (!bundle.toFile().exists()) {
      LmEvaluationHarnessSamples.run(
          "export",
          "--from",
          shared.resolve("golden/families/ouro").toString(),
          "--to",
          bundle.toString());
    }
    Path out = folder.resolve(name);
    List<String> arguments =
        new ArrayList<>(List.of("sweep", "--model", bundle.toString(), "--out", out.toString()));
    arguments.addAll(List.of("--data", shared.resolve("data").toString(), "--limit", "3"));
    arguments.addAll(List.of("--tasks", "openbookqa,gsm8k", "--max-gen-toks", "8"));
    arguments.addAll(List.of(more));
    LmEvaluationHarnessSamples.run(arguments.toArray(String[]::new));
    return Run.open(out);
  }

  private static List<Sample> samples(Run run, Readout readout) {
    try (Stream<Sample> samples = run.samples()) {
      return samples
          .filter(
              sample -> sample.point().variant().equals(readout == Readout.LAST ? "" : "expected"))
          .toList();
    }
  }

  @Test
  void lastLoopSaysTheSameBesideTheExpectedOne() {
    Run alone = sweep("alone", "--iterations", "1,2,4");
    Run both = sweep("both", "--iterations", "1,2,4", "--readout", "last,expected");

    assertThat(samples(both, Readout.LAST)).isEqualTo(samples(alone, Readout.LAST));
    List<Sample> expected = samples(both, Readout.EXPECTED);
    assertThat(expected).hasSize(2 * 3 * 3);
    assertThat(at(expected, SweepPoint.expected(4)))
        .isNotEqualTo(at(samples(both, Readout.LAST), SweepPoint.fixed(4)));
  }

  @Test
  void afterOneLoopBothReadoutsAreTheSame() {
    Run run = sweep("run", "--iterations", "1,1-expected");

    assertThat(at(samples(run, Readout.EXPECTED), SweepPoint.expected(1)))
        .isEqualTo(at(samples(run, Readout.LAST), SweepPoint.fixed(1)));
  }

  @Test
  void gatesFileHoldsEveryTokensGateAfterEachLoop() throws IOException {
    Run alone = sweep("alone", "--iterations", "1,4", "--readout", "last,expected");
    assertThat(alone.folder().resolve("gates.jsonl")).doesNotExist();
    Run run = sweep("run", "--iterations", "1,4,4-expected,1-expected", "--record-gate");
    for (String file : List.of("samples.jsonl", "documents.jsonl", "curves.csv")) {
      assertThat(run.folder().resolve(file)).hasSameBinaryContentAs(alone.folder().resolve(file));
    }

    List<JsonNode> lines = lines(run, "gates.jsonl");
    List<JsonNode> samples = lines(run, "samples.jsonl");
    assertThat(lines).hasSameSizeAs(samples);
    for (int i = 0; i < lines.size(); i++) {
      JsonNode line = lines.get(i);
      JsonNode sample = samples.get(i);
      for (String key : List.of("task", "doc_id", "iterations")) {
        assertThat(line.get(key)).isEqualTo(sample.get(key));
      }
      int loops = SweepPoint.parse(line.get("iterations").asText()).iterations();
      line.get("gate").forEach(tokens -> tokens.forEach(g -> assertThat(g).hasSize(loops)));
      for (int c = 0; c < line.get("tokens").size(); c++) {
        assertThat(line.get("gate").get(c)).hasSameSizeAs(line.get("tokens").get(c)).isNotEmpty();
        double sum = 0;
        for (JsonNode logprob : line.get("logprobs").get(c)) {
          assertThat(logprob.doubleValue()).isNegative();
          sum += logprob.doubleValue();
        }
        if (sample.has("loglikelihoods")) {
          assertThat(sum)
              .isCloseTo(sample.get("loglikelihoods").get(c).doubleValue(), within(1e-4));
        }
      }
    }
  }

  /** The gate reads the states alone, whose first loops are the same at every point. */
  @Test
  void gateOfAScoredTokenIsThatOfTheDeeperPointsFirstLoops() throws IOException {
    List<JsonNode> lines =
        lines(sweep("run", "--iterations", "2,4", "--record-gate"), "gates.jsonl").stream()
            .filter(line -> line.get("task").asText().equals("openbookqa"))
            .toList();
    assertThat(lines).hasSize(2 * 3);
    for (int i = 0; i < lines.size(); i += 2) {
      for (int c = 0; c < lines.get(i).get("gate").size(); c++) {
        for (int t = 0; t < lines.get(i).get("gate").get(c).size(); t++) {
          JsonNode two = lines.get(i).get("gate").get(c).get(t);
          JsonNode four = lines.get(i + 1).get("gate").get(c).get(t);
          assertThat(List.of(two.get(0), two.get(1))).isEqualTo(List.of(four.get(0), four.get(1)));
        }
      }
    }
  }

  @Test
  void gatesDoNotDependOnTheOtherPointsOfTheSweep() throws IOException {
    Run mixed = sweep("mixed", "--iterations", "1,2,4", "--record-gate");
    for (String r : List.of("1", "2", "4")) {
      List<JsonNode> own =
          lines(sweep("own" + r, "--iterations", r, "--record-gate"), "gates.jsonl");
      assertThat(own)
          .isEqualTo(
              lines(mixed, "gates.jsonl").stream()
                  .filter(line -> line.get("iterations").asText().equals(r))
                  .toList());
    }
  }

  @Test
  void modelWithoutAGateIsRefusedInOneLine() {
    Path families = Path.of(System.getProperty("plumbline.shared"), "golden/families");
    String bundle = folder.resolve("gateless").toString();
    LmEvaluationHarnessSamples.run(
        "export", "--from", families.resolve("llama").toString(), "--to", bundle);
    Ended ended =
        Ended.run(
            "sweep",
            "--model",
            bundle,
            "--tasks",
            "openbookqa",
            "--record-gate",
            "--out",
            folder.resolve("none").toString());
    assertThat(ended.code()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(ended.err().strip())
        .endsWith("this model has no exit gate to record; leave out --record-gate")
        .hasLineCount(1);
  }

  @Test
  void tokensThatLeaveOnTheirOwnAreWrittenWithTheirTexts() {
    Run run = sweep("exits", "--iterations", "2,4", "--exit", "gate:0.5");
    SweepPoint gate = SweepPoint.parse("4-gate:0.5");
    Map<DocumentId, List<String>> choices = new HashMap<>();
    try (Stream<Question> documents = run.documents()) {
      documents.forEach(question -> choices.put(question.document(), Choices.of(question)));
    }
    try (Stream<StepTrace> steps = run.steps()) {
      List<StepTrace> scored =
          steps.filter(trace -> trace.sample().document().task().equals("openbookqa")).toList();
      assertThat(scored).hasSize(3);
      for (StepTrace trace : scored) {
        assertThat(trace.sample().point()).isEqualTo(gate);
        assertThat(trace.texts().stream().map(texts -> String.join("", texts)))
            .isEqualTo(choices.get(trace.sample().document()));
      }
    }
    double mean = run.compute().get(new TaskPoint("gsm8k", gate)).meanIterations();
    assertThat(mean).isBetween(1.0, 4.0);
    assertThat(run.compute().get(new TaskPoint("gsm8k", SweepPoint.fixed(2))).meanIterations())
        .isEqualTo(2);
  }

  private static List<JsonNode> lines(Run run, String file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(run.folder().resolve(file))) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  private static String at(List<Sample> samples, SweepPoint point) {
    return samples.stream()
        .filter(sample -> sample.point().equals(point))
        .map(sample -> sample.document() + " " + sample.outcome())
        .collect(Collectors.joining("\n"));
  }
}
