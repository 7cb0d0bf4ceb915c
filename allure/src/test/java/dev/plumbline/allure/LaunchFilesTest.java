package dev.plumbline.allure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.ci.Baseline;
import dev.plumbline.ci.Gate;
import dev.plumbline.ci.MadeUpRun;
import dev.plumbline.ci.Rule;
import dev.plumbline.ci.Rules;
import dev.plumbline.ci.Threshold;
import dev.plumbline.ci.Verdict;
import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.SweepPoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files about a launch as a whole, read as Allure reads them. */
class LaunchFilesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> GITHUB =
      Map.of(
          "GITHUB_ACTIONS", "true",
          "GITHUB_WORKFLOW", "gate",
          "GITHUB_RUN_NUMBER", "12",
          "GITHUB_SERVER_URL", "https://github.com",
          "GITHUB_REPOSITORY", "us/models",
          "GITHUB_RUN_ID", "345");

  @TempDir private Path folder;

  private Properties environment() throws IOException {
    Properties read = new Properties();
    try (InputStream in = Files.newInputStream(folder.resolve("environment.properties"))) {
      read.load(in);
    }
    return read;
  }

  private JsonNode json(String file) throws IOException {
    return JSON.readTree(folder.resolve(file).toFile());
  }

  @Test
  void environmentSaysWhatTheAnswersCameFrom() throws IOException {
    String name = " a=b:c#d!\\ \t日本 é\nnext";
    EnvironmentFile.write(folder, RunOf.model(name));
    assertThat(environment())
        .containsOnly(
            Map.entry("plumbline.model", name),
            Map.entry("plumbline.bundle", "0123456789ab"),
            Map.entry("plumbline.device", "cpu"),
            Map.entry("plumbline.threads", "2"),
            Map.entry("plumbline.processor", "a processor"),
            Map.entry("plumbline.version", "0.1.0"),
            Map.entry("plumbline.onnxruntime", "1.29.0"),
            Map.entry("plumbline.tasks", "sums,facts"),
            Map.entry("plumbline.iterations", "1,4"));
  }

  @Test
  void environmentOfOthersStaysByteForByteAndOursIsRenewed() throws IOException {
    String others = "# caf\u00e9\nBrowser = Chrome\nlong=one\\\nplumbline.two\\";
    Path file = folder.resolve("environment.properties");
    Files.writeString(file, others, ISO_8859_1);
    EnvironmentFile.write(folder, RunOf.model("first"));
    EnvironmentFile.write(folder, RunOf.model("second"));
    assertThat(Files.readString(file, ISO_8859_1)).startsWith(others + "\n");
    assertThat(environment())
        .containsEntry("Browser", "Chrome")
        .containsEntry("long", "oneplumbline.two")
        .containsEntry("plumbline.model", "second")
        .hasSize(11);
  }

  @Test
  void executorIsTheBuild() throws IOException {
    ExecutorFile.write(folder, GITHUB);
    assertThat(json("executor.json"))
        .isEqualTo(
            JSON.readTree(
                """
                {"name": "GitHub Actions", "type": "github", "buildOrder": 12,
                 "buildName": "gate #12",
                 "buildUrl": "https://github.com/us/models/actions/runs/345"}
                """));
  }

  @Test
  void executorIsKnownInGitlabAndJenkins() throws IOException {
    ExecutorFile.write(
        folder,
        Map.of(
            "GITLAB_CI", "true",
            "CI_JOB_NAME", "gate",
            "CI_PIPELINE_IID", "7",
            "CI_JOB_URL", "https://gitlab.com/us/models/-/jobs/8"));
    assertThat(json("executor.json").get("buildUrl").asText())
        .isEqualTo("https://gitlab.com/us/models/-/jobs/8");
    assertThat(json("executor.json").get("buildOrder").isIntegralNumber()).isTrue();
    Files.delete(folder.resolve("executor.json"));
    ExecutorFile.write(
        folder, Map.of("JENKINS_URL", "https://ci/", "JOB_NAME", "gate", "BUILD_NUMBER", "x1"));
    assertThat(json("executor.json"))
        .isEqualTo(
            JSON.readTree(
                "{\"name\": \"Jenkins\", \"type\": \"jenkins\", \"buildName\": \"gate\"}"));
  }

  @Test
  void executorIsLeftOutOnADesk() throws IOException {
    ExecutorFile.write(folder, Map.of("HOME", "/root"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void executorOfOthersStaysAndOfAnEarlierBuildDoesNot() throws IOException {
    Path file = folder.resolve("executor.json");
    for (String others : List.of("{\"type\": \"teamcity\"}", "not JSON")) {
      Files.writeString(file, others);
      ExecutorFile.write(folder, GITHUB);
      assertThat(file).content().isEqualTo(others);
    }
    Files.writeString(file, "{\"type\": \"github\", \"buildUrl\": \"https://old\"}");
    ExecutorFile.write(folder, GITHUB);
    assertThat(json("executor.json").get("buildOrder").asInt()).isEqualTo(12);
  }

  /** Allure matches a pattern with the whole message. */
  private List<String> categoriesOf(String message) throws IOException {
    List<String> matching = new ArrayList<>();
    for (JsonNode category : json("categories.json")) {
      assertThat(category.get("matchedStatuses").toString()).isEqualTo("[\"failed\"]");
      if (message.matches(category.get("messageRegex").asText())) {
        matching.add(category.get("name").asText());
      }
    }
    return matching;
  }

  private List<String> failures(MadeUpRun now, Rule... rules) {
    var before =
        Baseline.of(MadeUpRun.scoring(MadeUpRun::usual).write(folder.resolve("before")), false);
    return Gate.judge(
            now.write(folder.resolve("now")), new Rules(0.05, List.of(rules)), Optional.of(before))
        .failures()
        .stream()
        .map(Verdict::says)
        .toList();
  }

  @Test
  void everyKindOfFailureHasOneCategory() throws IOException {
    CategoriesFile.write(folder);
    CurveId sums = CurveId.parse("sums:exact_match,strict");
    Rule noLoss = new Rule.NoLoss(Optional.of(sums), List.of(SweepPoint.fixed(16)), 0);
    List<String> missed =
        failures(
            MadeUpRun.scoring((task, doc, r) -> r == 16 ? 0 : MadeUpRun.usual(task, doc, r)),
            noLoss,
            new Rule.Minimum(Threshold.parse("sums:exact_match,strict@16>=0.9")));
    assertThat(missed).hasSize(2);
    assertThat(categoriesOf(missed.get(0))).isNotEqualTo(categoriesOf(missed.get(1)));
    List<String> late =
        failures(
            MadeUpRun.scoring(MadeUpRun::usual),
            new Rule.Saturation(sums, SweepPoint.fixed(1), 0.01));
    List<String> gone =
        failures(
            MadeUpRun.scoring((t, doc, r) -> doc == 3 ? Double.NaN : MadeUpRun.usual(t, doc, r)),
            noLoss);
    List<String> all = new ArrayList<>(missed);
    all.addAll(late);
    all.addAll(gone);
    List<String> names = new ArrayList<>();
    for (String message : all) {
      assertThat(categoriesOf(message)).as(message).hasSize(1);
      names.addAll(categoriesOf(message));
    }
    assertThat(names)
        .containsExactlyInAnyOrder(
            "Got worse than the baseline",
            "Threshold missed",
            "Saturates too late",
            "Could not be judged");
    assertThat(
            categoriesOf(
                "flops_per_token of sums@4 is 44 and was 40 (+10.0 %), above the allowed 5 % more"))
        .containsExactly("Costs more than allowed");
  }

  @Test
  void categoriesOfOthersStay() throws IOException {
    Files.writeString(
        folder.resolve("categories.json"),
        "[{\"name\": \"Threshold missed\", \"traceRegex\": \".*\"}, {\"name\": \"Flaky\"}]");
    CategoriesFile.write(folder);
    CategoriesFile.write(folder);
    JsonNode all = json("categories.json");
    assertThat(all).hasSize(6);
    assertThat(all.get(0).get("traceRegex").asText()).isEqualTo(".*");
    assertThat(all.get(1).get("name").asText()).isEqualTo("Flaky");
  }

  @Test
  void brokenCategoriesAreNamed() throws IOException {
    Path file = folder.resolve("categories.json");
    for (String text : List.of("{}", "[{", "")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> CategoriesFile.write(folder))
          .isInstanceOf(PlumblineException.class)
          .hasMessage(file + ": not a list of Allure categories; correct it, or delete it");
      assertThat(file).content().isEqualTo(text);
    }
  }
}
