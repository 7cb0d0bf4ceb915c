package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.runner.bundle.Precision;
import dev.plumbline.runner.export.ExportProgress;
import dev.plumbline.runner.export.ExportRequest;
import dev.plumbline.runner.export.Exporter;
import dev.plumbline.runner.export.checkpoint.SafetensorsFile;
import dev.plumbline.runner.export.checkpoint.SafetensorsTensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** {@code trace}, and what is made of one, as a user sees them. */
@Tag("integration")
class TraceCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void home() {
    System.setProperty("plumbline.home", Path.of("..").toAbsolutePath().toString());
  }

  @AfterAll
  static void leave() {
    System.clearProperty("plumbline.home");
  }

  private int plumbline(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Plumbline.run(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  private int trace(Path to, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("trace", "-q", "--tasks", "embedded_chains", "-o", to.toString()));
    if (!List.of(more).contains("--limit")) {
      arguments.addAll(List.of("--limit", "6"));
    }
    if (!List.of(more).contains("-i")) {
      arguments.addAll(List.of("-i", "16"));
    }
    arguments.addAll(List.of(more));
    return plumbline(arguments.toArray(String[]::new));
  }

  private static Map<String, byte[]> bytes(Path folder) throws IOException {
    Map<String, byte[]> bytes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return bytes;
  }

  private static float[] numbers(SafetensorsTensor tensor) {
    float[] numbers =
        new float[(int) tensor.shape().stream().reduce(1L, Math::multiplyExact).longValue()];
    int[] at = {0};
    try {
      tensor.forEachChunk(
          chunk -> {
            int count = chunk.remaining();
            chunk.get(numbers, at[0], count);
            at[0] += count;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return numbers;
  }

  @Test
  void bytesAreTheSameWhateverRunsTogetherAndWhoeverGoesOn() throws IOException {
    Path one = folder.resolve("one");
    Path three = folder.resolve("three");
    String[] all = {"--growth", "--starts", "2", "--lens", "all"};
    assertThat(trace(one, with(all, "--batch-size", "1"))).as(err.toString()).isZero();
    assertThat(trace(three, with(all, "--batch-size", "3", "--threads", "1"))).isZero();
    Map<String, byte[]> expected = bytes(one);
    assertThat(expected).hasSize(7).containsKey("documents/000005.safetensors");
    assertSame(three, expected);
    // As a process leaves it that is killed before the third text.
    Files.move(three.resolve("trace.json"), three.resolve("begun.json"));
    Files.delete(three.resolve("documents/000002.safetensors"));
    assertThat(trace(three, all)).as(err.toString()).isZero();
    assertSame(three, expected);
  }

  private static void assertSame(Path actual, Map<String, byte[]> expected) throws IOException {
    Map<String, byte[]> own = bytes(actual);
    assertThat(own.keySet()).isEqualTo(expected.keySet());
    own.forEach((file, bytes) -> assertThat(bytes).as(file).isEqualTo(expected.get(file)));
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void otherReadersOfTheFormatReadTheStates() {
    assertThat(trace(folder.resolve("single"))).as(err.toString()).isZero();
    assertThat(trace(folder.resolve("half"), "--dtype", "float16")).isZero();
    Map<String, SafetensorsTensor> single =
        SafetensorsFile.tensors(folder.resolve("single/documents/000000.safetensors"));
    Map<String, SafetensorsTensor> half =
        SafetensorsFile.tensors(folder.resolve("half/documents/000000.safetensors"));
    assertThat(single.get("states").shape()).startsWith(17L).endsWith(128L);
    assertThat(single.keySet())
        .contains("residual", "regime", "rate", "lens_depths", "lens_token", "token_ids");
    float[] states = numbers(single.get("states"));
    float[] rounded = numbers(half.get("states"));
    double largest = 0;
    for (int i = 0; i < states.length; i++) {
      assertThat(rounded[i]).isCloseTo(states[i], within(Math.abs(states[i]) / 2048 + 1e-7f));
      largest = Math.max(largest, Math.abs(states[i]));
    }
    assertThat(largest).isPositive();
    assertThat(numbers(half.get("residual"))).isEqualTo(numbers(single.get("residual")));
    // The definition, from what was stored.
    long tokens = single.get("states").shape().get(1);
    float[] residual = numbers(single.get("residual"));
    for (int t = 1; t <= 16; t++) {
      double step = 0;
      double norm = 0;
      for (int c = 0; c < 128; c++) {
        int at = (int) (t * tokens * 128 + c);
        step += Math.pow(states[at] - states[(int) (at - tokens * 128)], 2);
        norm += Math.pow(states[at], 2);
      }
      assertThat((double) residual[(int) ((t - 1) * tokens)])
          .isCloseTo(Math.sqrt(step / norm), within(1e-4));
    }
  }

  @Test
  void textsAreTracedWithoutTasksAndShown() throws Exception {
    Path to = folder.resolve("text");
    assertThat(
            plumbline(
                "trace",
                "--text",
                "2 + 3 = ",
                "--text",
                "</script>",
                "-i",
                "12",
                "-o",
                to.toString()))
        .as(err.toString())
        .isZero();
    assertThat(err.toString()).contains("tokens, about", "plumbline report");
    assertThat(out.toString()).contains("converging %", "says what the last r says");
    Path page = folder.resolve("trace.html");
    assertThat(plumbline("report", to.toString(), "-o", page.toString())).isZero();
    assertThat(Files.size(page)).isGreaterThan(50_000);
    assertThat(Files.readString(page)).startsWith("<!doctype html>");
    assertThat(plumbline("report", to.toString(), "--format", "csv")).isZero();
    assertThat(out.toString()).startsWith("task,document,token,text,kind,regime,rate");
    assertThat(plumbline("report", to.toString())).isZero();
    assertThat(out.toString()).startsWith("### ").contains("which tokens need depth?");
    assertThat(plumbline("trace", "--json", "-q", "--text", "1", "-i", "2", "-o", to + "2"))
        .isZero();
    JsonNode summary = new ObjectMapper().readTree(out.toString()).get("summary").get(0);
    assertThat(summary.get("documents").asInt()).isEqualTo(1);
  }

  @Test
  void statisticsCountPairsOfRightAndWrongDocuments() throws Exception {
    Path run = folder.resolve("run");
    Path to = folder.resolve("trace");
    assertThat(
            plumbline(
                "sweep",
                "-q",
                "--tasks",
                "embedded_chains",
                "--limit",
                "60",
                "-i",
                "2,4",
                "-o",
                run.toString()))
        .isZero();
    assertThat(trace(to, "--limit", "60", "-i", "2")).isZero();
    assertThat(plumbline("stats", run.toString(), "--trace", to.toString(), "--format", "csv"))
        .as(err.toString())
        .isZero();
    List<CSVRecord> rows = csv(out.toString());
    CSVRecord area =
        rows.stream()
            .filter(row -> row.get("statistic").equals("last_residual_area"))
            .findFirst()
            .orElseThrow();
    assertThat(plumbline("report", to.toString(), "--format", "csv")).isZero();
    Map<String, Double> residuals = new HashMap<>();
    csv(out.toString())
        .forEach(
            row -> residuals.put(row.get("document"), Double.valueOf(row.get("last_residual"))));
    Map<String, Boolean> right = new HashMap<>();
    for (String line : Files.readAllLines(run.resolve("samples.jsonl"))) {
      JsonNode sample = new ObjectMapper().readTree(line);
      if (sample.get("iterations").asInt() == 2) {
        right.put(sample.get("doc_id").asText(), isRight(sample, area));
      }
    }
    double pairs = 0;
    double smaller = 0;
    for (String a : right.keySet()) {
      for (String b : right.keySet()) {
        if (right.get(a) && !right.get(b)) {
          pairs++;
          smaller += residuals.get(a) < residuals.get(b) ? 1 : 0;
        }
      }
    }
    assertThat(pairs).isPositive();
    assertThat(Double.parseDouble(area.get("value"))).isCloseTo(smaller / pairs, within(1e-9));
    List<CSVRecord> areas =
        rows.stream().filter(row -> row.get("statistic").endsWith("_area")).toList();
    CSVRecord surest =
        areas.stream()
            .min(Comparator.comparingDouble(row -> Double.parseDouble(row.get("p_value"))))
            .orElseThrow();
    assertThat(Double.parseDouble(surest.get("p_holm")))
        .isCloseTo(
            Math.min(1, areas.size() * Double.parseDouble(surest.get("p_value"))), within(1e-9));
    assertThat(plumbline("stats", run.toString(), "--trace", to.toString())).isZero();
    assertThat(out.toString())
        .contains("do states tell right answers from wrong ones?", "which tokens need depth?");
    assertThat(plumbline("report", to.toString(), run.toString(), "-o", to + ".html")).isZero();
  }

  private static boolean isRight(JsonNode sample, CSVRecord area) {
    JsonNode metrics = sample.get("metrics");
    String filter = area.get("filter");
    String name = area.get("metric") + (filter.isEmpty() ? "" : "," + filter);
    return metrics.get(name).asDouble() == 1;
  }

  private static List<CSVRecord> csv(String text) throws IOException {
    return CSVFormat.DEFAULT
        .builder()
        .setHeader()
        .setSkipHeaderRecord(true)
        .get()
        .parse(new StringReader(text))
        .getRecords();
  }

  @Test
  void whatCannotBeTracedIsRefusedInALine() {
    String to = folder.resolve("x").toString();
    refused("must be above 0 GiB", "trace", "--max-size", "0", "-o", to);
    refused(
        "more than --max-size",
        "trace",
        "--max-size",
        "0.0001",
        "--tasks",
        "embedded_chains",
        "-o",
        to);
    refused("--text needs a text", "trace", "--text", "", "-o", to);
    refused("--starts must lie between", "trace", "--text", "1", "--starts", "-1", "-o", to);
    refused("Missing required option: '--out=TRACE'", "trace", "--text", "1");
    assertThat(folder.resolve("x")).doesNotExist();
    assertThat(trace(folder.resolve("two"), "--limit", "2", "-i", "2")).isZero();
    String two = folder.resolve("two").toString();
    refused("holds a finished trace", "trace", "--text", "1", "-o", two);
    refused("shown as html, md or csv", "report", two, "--format", "svg");
    refused("shown alone, or beside one run", "report", two, two);
    assertThat(
            plumbline(
                "sweep",
                "-q",
                "--tasks",
                "embedded_chains",
                "--limit",
                "2",
                "-i",
                "4",
                "-o",
                to + "run"))
        .isZero();
    refused("trace to one of those", "stats", to + "run", "--trace", two);
    assertThat(
            plumbline(
                "sweep",
                "-q",
                "--tasks",
                "embedded_chains",
                "--limit",
                "2",
                "-i",
                "2",
                "--num-fewshot",
                "0",
                "--system",
                "Be brief.",
                "-o",
                to + "other"))
        .isZero();
    refused("asked with another prompt", "stats", to + "other", "--trace", two);
    assertThat(
            plumbline(
                "sweep",
                "-q",
                "--tasks",
                "embedded_chains",
                "--limit",
                "2",
                "-i",
                "2",
                "--seed",
                "7",
                "-o",
                to + "seed"))
        .isZero();
    refused("was asked with seed 7", "stats", to + "seed", "--trace", two);
    assertThat(
            plumbline(
                "sweep",
                "-q",
                "--tasks",
                "embedded_chains",
                "--limit",
                "2",
                "-i",
                "2",
                "--noise",
                "fixed:0.1",
                "-o",
                to + "noise"))
        .isZero();
    refused("was asked with noise fixed:0.1", "stats", to + "noise", "--trace", two);
  }

  private void refused(String message, String... arguments) {
    assertThat(plumbline(arguments)).isNotZero();
    assertThat(err.toString()).contains(message).doesNotContain("Exception");
  }

  @EnabledIfSystemProperty(
      named = "plumbline.shared",
      matches = ".+",
      disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
  @Test
  void familiesWithoutARandomStartSayWhatIsUndefined() {
    Path bundle = folder.resolve("ouro");
    Exporter.export(
        new ExportRequest(
            Path.of(System.getProperty("plumbline.shared"), "golden/families/ouro"),
            bundle,
            Precision.FP32,
            Optional.empty(),
            false),
        ExportProgress.NONE);
    String[] asked = {
      "trace",
      "-m",
      bundle.toString(),
      "--text",
      "one two",
      "-i",
      "4",
      "--growth",
      "-o",
      folder.resolve("trace").toString()
    };
    refused("there is but one start; leave out --starts", with(asked, "--starts", "1"));
    assertThat(plumbline(asked)).as(err.toString()).isZero();
    assertThat(err.toString())
        .contains("starts: this model begins with its own embedding", "4 iterations are too few");
  }
}
