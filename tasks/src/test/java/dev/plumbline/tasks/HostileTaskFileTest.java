package dev.plumbline.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.data.RowFile;
import dev.plumbline.tasks.jinja.JinjaException;
import dev.plumbline.tasks.jinja.JinjaTemplate;
import dev.plumbline.tasks.python.PythonRegex;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a task file or data from elsewhere may try, and what comes of it. */
@Timeout(60)
@Tag("integration")
class HostileTaskFileTest {
  @TempDir Path folder;

  private PreparedTask prepared(String dataset, String split) throws IOException {
    Path tasks = Files.createDirectories(folder.resolve("tasks"));
    Path data = Files.createDirectories(folder.resolve("data"));
    Path file =
        Files.writeString(
            tasks.resolve("t.yaml"),
            """
            task: t
            %s
            test_split: "%s"
            doc_to_text: "{{q}}"
            doc_to_target: "{{a}}"
            """
                .formatted(dataset, split));
    Task task = TaskRegistry.builtIn().plus(file).select(List.of("t")).get(0);
    return PreparedTask.of(task, Datasets.in(data), PromptOptions.defaults(), OptionalInt.empty());
  }

  private void secret() throws IOException {
    Files.writeString(folder.resolve("secret.jsonl"), "{\"q\": \"secret\", \"a\": \"b\"}\n");
  }

  @Test
  void dataFileOutsideTheFoldersIsRefused() throws IOException {
    secret();
    for (String name :
        List.of(
            "../secret.jsonl", folder.resolve("secret.jsonl").toString(), "x/../../secret.jsonl")) {
      assertThatThrownBy(
              () ->
                  prepared(
                      "dataset_path: json\ndataset_kwargs: {data_files: {test: '" + name + "'}}",
                      "test"))
          .isInstanceOf(PlumblineException.class)
          .hasMessageContaining("'" + name + "' leaves the folder ");
    }
  }

  @Test
  void linkOutOfTheTasksFolderIsRefused() throws IOException {
    secret();
    Files.createDirectories(folder.resolve("tasks"));
    Files.createSymbolicLink(folder.resolve("tasks/d.jsonl"), folder.resolve("secret.jsonl"));
    assertThatThrownBy(
            () ->
                prepared(
                    "dataset_path: json\ndataset_kwargs: {data_files: {test: d.jsonl}}", "test"))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("is a link out of the folder ");
  }

  @Test
  void splitAndDataSetNamesDoNotLeaveTheDataFolder() throws IOException {
    secret();
    assertThatThrownBy(() -> prepared("dataset_path: a/x", "../../secret"))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("leaves the folder ");
    assertThatThrownBy(() -> prepared("dataset_path: a/..", "secret"))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("leaves the folder ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: &x [1]\nb: *x\n",
        "a: &x [*x]\n",
        "a: !!java.net.URL [http://localhost]\n",
        "task: t\nnum_fewshot: 99999999999\n",
        "task: t\nnum_fewshot: !!int x\n"
      })
  void hostileYamlIsAFinding(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("t.yaml"), yaml);
    assertThat(TaskRegistry.validate(file))
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.toString().lines()).hasSize(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ x.class }}",
        "{{ x.getClass() }}",
        "{{ ''.class.forName('java.lang.Runtime') }}",
        "{{ ____int3rpr3t3r____ }}",
        "{{ ____int3rpr3t3r____.config }}",
        "{{ m.getClass().getClassLoader() }}",
        "{% include '/etc/passwd' %}",
        "{% import '/etc/passwd' as p %}",
        "{% extends '/etc/passwd' %}"
      })
  void templateReachesNeitherJavaNorFiles(String template) {
    assertThatThrownBy(
            () -> JinjaTemplate.ofTask(template).render(Map.of("x", "text", "m", Map.of())))
        .isInstanceOf(JinjaException.class);
  }

  @Test
  void templateThatLoopsOnIsStopped() {
    String range = "range(90000)";
    String loops =
        "{% for a in R %}{% for b in R %}{% for c in R %}{% endfor %}{% endfor %}{% endfor %}";
    assertThatThrownBy(
            () -> JinjaTemplate.ofTask(loops.replace("R", range)).render(Map.of("x", "")))
        .isInstanceOf(JinjaException.class)
        .hasMessageContaining("takes longer than 5 s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"((?:){999999}){999999}", "(a{0}){2000000}", "(x{1,2000}){1,2000}"})
  void countedRepetitionsThatNoClockStopsAreRefused(String regex) {
    assertThatThrownBy(() -> PythonRegex.compile(regex))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("repetitions by count of more than 1000000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "(.*a){12}$", "(\\w*)*\\d$", "(a?){30}a{30}$"})
  void catastrophicExpressionEndsInTime(String regex) {
    long start = System.nanoTime();
    try {
      PythonRegex.compile(regex).findAll("a".repeat(5_000) + "!");
    } catch (PythonRegex.TimeoutException e) {
      assertThat(e).hasMessageContaining("simplify its repetitions");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void smallFileThatUnpacksToAHugeOneIsRefused() throws IOException {
    Path file = folder.resolve("bomb.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < 100; i++) {
        out.write(" ".repeat(1 << 20).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      }
    }
    assertThatThrownBy(() -> RowFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("decompresses to more than 100 times its size");
  }

  @Test
  void longRowOfDigitsThatIsNoNumberIsReadInTime() throws IOException {
    String digits = "1".repeat(1_000_000) + "x";
    Path file = Files.writeString(folder.resolve("a.csv"), "a\n" + digits + "\n");
    long start = System.nanoTime();
    assertThat(RowFile.read(file)).containsExactly(Map.of("a", digits));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void secondColumnOfANameGetsANumberAsInPandasOrIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "a,a\n1,true\n");
    assertThat(RowFile.read(file)).containsExactly(Map.of("a", 1L, "a.1", true));
    Path taken = Files.writeString(folder.resolve("b.csv"), "a,a,a.1\n1,2,3\n");
    assertThatThrownBy(() -> RowFile.read(taken))
        .isInstanceOf(IOException.class)
        .hasMessage(taken + ":1: two columns have the same name: a; rename one");
  }

  @Test
  void errorsOfFilesStayOnOneLine() {
    assertThat(new PlumblineException("a\nb\u001b[2J\u2028c" + "x".repeat(5_000)).getMessage())
        .startsWith("a b [2J c")
        .hasSizeLessThan(2_100);
  }
}
