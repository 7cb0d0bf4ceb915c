package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.results.published.Reference;
import dev.plumbline.results.published.References;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The commands of {@code docs/models.md}, as far as they can be checked without their models. */
class ModelsPageTest {
  private static final Path PAGE = Path.of("../docs/models.md");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private static List<List<String>> commands() throws IOException {
    List<List<String>> commands = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("plumbline ")) {
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(line); word.find(); ) {
          words.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        commands.add(words.subList(1, words.size()));
      }
    }
    return commands;
  }

  /** What comes after a word. */
  private static List<String> values(List<String> command, String option) {
    int at = command.indexOf(option);
    return at < 0 ? List.of() : List.of(command.get(at + 1).split(",", -1));
  }

  @Test
  void everyCommandParsesAndMissesItsFilesAlone() throws IOException {
    assertThat(commands()).hasSizeGreaterThan(15);
    for (List<String> command : commands()) {
      Ended ended = Ended.run(command);
      assertThat(ended.code()).as(String.join(" ", command)).isEqualTo(ExitCode.WRONG_INPUT);
      assertThat(ended.err())
          .as(String.join(" ", command))
          .doesNotContain("--help")
          .doesNotContain("internal error")
          .containsPattern(": no such folder; a checkpoint is|: not a bundle, |: not a run: ");
    }
  }

  @Test
  void everyTaskAndReferenceExists() throws IOException {
    String tasks = Ended.run("tasks", "list").out();
    for (List<String> command : commands()) {
      assertThat(values(command, "--tasks"))
          .allSatisfy(task -> assertThat(tasks).containsPattern("(?m)^" + task + "\\b"));
      assertThat(References.names()).containsAll(values(command, "--reference"));
    }
  }

  /** A row of the page: its label, and the numbers in percent. */
  private static void assertRow(String label, String reference, String benchmark)
      throws IOException {
    Reference published = References.find(reference);
    String numbers =
        published.curves().stream()
            .filter(curve -> curve.benchmark().equals(benchmark))
            .findFirst()
            .orElseThrow()
            .percent()
            .headMap(label.startsWith("GSM8K") ? 9 : 1000)
            .values()
            .stream()
            .map(value -> String.format(Locale.ROOT, "%.2f", value))
            .reduce((a, b) -> a + " | " + b)
            .orElseThrow();
    assertThat(Files.readString(PAGE)).contains("| " + label + " | " + numbers + " |\n");
  }

  @Test
  void tablesAreThoseOfTheReferences() throws IOException {
    assertRow("HellaSwag", "ouro-1.4b", "HellaSwag");
    assertRow("MMLU", "ouro-1.4b", "MMLU");
    assertRow("GSM8K, flexible, independent", "ouro-1.4b-junyounglee", "GSM8K");
    assertRow("Llama-3.2, 4", "retrofit-llama-3.2-r4", "GSM8K");
    assertRow("Llama-3.2, 32", "retrofit-llama-3.2-r32", "GSM8K");
    assertRow("OLMo-2, 32", "retrofit-olmo-2-r32", "GSM8K");
    assertRow("TinyLlama, 32", "retrofit-tinyllama-r32", "GSM8K");
  }
}
