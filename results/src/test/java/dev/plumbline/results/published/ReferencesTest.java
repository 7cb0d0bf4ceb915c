package dev.plumbline.results.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferencesTest {
  private static final String VALID =
      """
      model: someone/some-model
      source: {kind: paper, title: A title, by: Someone, where: arXiv 1234.56789}
      settings: {harness: lm-evaluation-harness, num_fewshot: 5}
      curves:
        - benchmark: GSM8K
          task: gsm8k
          metric: exact_match
          filter: strict-match
          place: Table 1
          settings: {num_fewshot: 8}
          percent: {1: 10, 4: 20.5}
      """;

  @TempDir Path temp;

  private Path file(String text) throws IOException {
    return Files.writeString(temp.resolve("mine.yaml"), text);
  }

  /** The value of the curve of this benchmark and filter at r, as the file has it. */
  private static double percent(String reference, String benchmark, String filter, int r) {
    List<PublishedCurve> curves =
        References.find(reference).curves().stream()
            .filter(c -> c.benchmark().equals(benchmark))
            .filter(c -> c.filter().orElse("unknown").equals(filter == null ? "" : filter))
            .toList();
    assertThat(curves).as(reference + " " + benchmark).hasSize(1);
    return curves.get(0).percent().get(r);
  }

  @Test
  void everyReferenceThatComesWithPlumblineIsValidAndSaysWhereItIsFrom() {
    assertThat(References.names())
        .contains("huginn-0125", "ouro-1.4b", "ouro-2.6b", "retrofit-olmo-2-r32")
        .hasSize(17);
    assertThat(References.all())
        .allSatisfy(
            reference -> {
              assertThat(reference.curves()).isNotEmpty();
              assertThat(reference.trainedDepth()).isPresent();
              assertThat(reference.model()).contains("/");
              assertThat(reference.source().where()).matches("arXiv \\d{4}\\.\\d{5}|https://.*");
            });
  }

  /** Typed from the tables of the papers, first and last r and one between. */
  @ParameterizedTest
  @CsvSource({
    "huginn-0125, ARC-Easy, , 1, 34.89",
    "huginn-0125, ARC-Challenge, , 8, 35.15",
    "huginn-0125, HellaSwag, , 4, 43.46",
    "huginn-0125, HellaSwag, , 32, 65.21",
    "huginn-0125, MMLU, , 16, 31.25",
    "huginn-0125, OpenBookQA, , 32, 38.80",
    "huginn-0125, PiQA, , 1, 55.33",
    "huginn-0125, SciQ, , 8, 92.10",
    "huginn-0125, WinoGrande, , 16, 57.77",
    "huginn-0125, GSM8K CoT, strict-match, 32, 34.57",
    "huginn-0125, GSM8K CoT with system prompt, strict-match, 32, 42.08",
    "huginn-0125, GSM8K CoT with system prompt, flexible-extract, 32, 34.80",
    "huginn-0125, GSM8K, flexible-extract, 32, 28.05",
    "huginn-0125, HumanEval, unknown, 32, 23.17",
    "ouro-1.4b, ARC-Challenge, , 1, 37.63",
    "ouro-1.4b, HellaSwag, , 8, 71.60",
    "ouro-1.4b, MMLU, , 4, 67.45",
    "ouro-1.4b, Winogrande, , 6, 71.03",
    "ouro-1.4b, CommonsenseQA, , 3, 74.37",
    "ouro-1.4b, GSM8K, strict-match, 4, 78.92",
    "ouro-2.6b, ARC-Easy, , 4, 86.95",
    "ouro-2.6b, HellaSwag, , 6, 79.63",
    "ouro-2.6b, Winogrande, , 8, 74.59",
    "ouro-2.6b, MATH500, , 4, 90.85",
    "ouro-1.4b-thinking, AIME24, , 1, 0",
    "ouro-1.4b-thinking, OlympiadBench, , 5, 72.30",
    "ouro-2.6b-thinking, SuperGPQA, , 8, 46.84",
    "ouro-2.6b-thinking, AIME25, , 4, 50.30",
    "ouro-1.4b-junyounglee, GSM8K, flexible-extract, 1, 20.32",
    "ouro-1.4b-junyounglee, GSM8K, flexible-extract, 4, 79.00",
    "ouro-1.4b-junyounglee, GSM8K, flexible-extract, 12, 42.53",
    "ouro-1.4b-junyounglee, GSM8K, flexible-extract, 14, 25.55",
    "ouro-1.4b-junyounglee, GSM8K, flexible-extract, 20, 1.67",
    "ouro-1.4b-junyounglee, MATH-500, , 14, 14.80",
    "ouro-1.4b-loopedcot, GSM8K, unknown, 4, 79",
    "huginn-0125-loopedcot, GSM8K, unknown, 8, 12",
    "retrofit-llama-3.2-r32-loopedcot, GSM8K, unknown, 16, 57",
    "retrofit-llama-3.2-r4, GSM8K, flexible-extract, 1, 26.38",
    "retrofit-llama-3.2-r8, GSM8K, flexible-extract, 16, 44.66",
    "retrofit-llama-3.2-r16, GSM8K, flexible-extract, 8, 45.34",
    "retrofit-llama-3.2-r32, GSM8K, flexible-extract, 32, 49.36",
    "retrofit-llama-3.2-r32, Minerva MATH, , 4, 30.86",
    "retrofit-olmo-2-r4, GSM8K, flexible-extract, 32, 40.64",
    "retrofit-olmo-2-r32, GSM8K, flexible-extract, 2, 30.63",
    "retrofit-tinyllama-r4, GSM8K, flexible-extract, 1, 17.59",
    "retrofit-tinyllama-r32, GSM8K, flexible-extract, 8, 45.34",
    "retrofit-tinyllama-r32, ARC-Challenge, , 2, 32.08",
    "retrofit-tinyllama-r32, HellaSwag, , 32, 45.06",
    "retrofit-tinyllama-r32, MMLU, , 8, 35.18"
  })
  void numbersAreThoseOfTheTables(
      String reference, String benchmark, String filter, int r, double value) {
    assertThat(percent(reference, benchmark, filter, r)).isEqualTo(value);
  }

  @Test
  void sizesAreThosePublished() {
    assertThat(References.find("ouro-1.4b").parameters()).hasValue(1_434_652_673L);
    assertThat(References.find("ouro-2.6b").parameters()).hasValue(2_667_974_657L);
    assertThat(References.find("huginn-0125").trainedDepth()).hasValue(32);
  }

  @Test
  void independentNumbersAreNotThePapers() {
    assertThat(References.find("ouro-1.4b").label()).isEqualTo("published: ouro-1.4b (paper)");
    assertThat(References.find("ouro-1.4b-junyounglee").label())
        .isEqualTo("published: ouro-1.4b-junyounglee (independent)");
  }

  @Test
  void usersOwnFileIsReadWithItsSettings() throws IOException {
    Reference mine = References.find(file(VALID).toString());
    assertThat(mine.name()).isEqualTo("mine");
    PublishedCurve curve = mine.curves().get(0);
    assertThat(curve.settings())
        .isEqualTo(
            Map.of(
                PublishedCurve.Setting.NUM_FEWSHOT, "8",
                PublishedCurve.Setting.HARNESS, "lm-evaluation-harness"));
    assertThat(curve.percent()).isEqualTo(Map.of(1, 10.0, 4, 20.5));
    assertThat(curve.task()).isEqualTo(Optional.of("gsm8k"));
    assertThat(curve.name()).isEqualTo("gsm8k exact_match,strict-match");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "percent: {1: 10, 4: 20.5};percent: {1: 120};:11: curves[0].percent.1: is 120.0; it must be"
            + " percent, from 0 to 100",
        "percent: {1: 10, 4: 20.5};percent: {0: 12};:11: curves[0].percent.0: is no r; it must be a"
            + " whole number from 1 to 1024",
        "percent: {1: 10, 4: 20.5};percent: {1: ten};:11: curves[0].percent.1: must be a number",
        "percent: {1: 10, 4: 20.5};percent: {1: 1, 1: 2};:11: curves[0].percent.1: stands here"
            + " twice; remove one",
        "percent: {1: 10, 4: 20.5};percent: {};:11: curves[0].percent: holds no value",
        "kind: paper;kind: hearsay;:2: source.kind: unknown kind hearsay; known are independent,"
            + " paper",
        "model: someone/some-model;modell: x;:1: model: must be given",
        "num_fewshot: 8;shots: 8;:10: curves[0].settings.shots: unknown key",
        "num_fewshot: 8;num_fewshot: some;:10: curves[0].settings.num_fewshot: must be a whole"
            + " number",
        "num_fewshot: 8;chat_template: maybe;:10: curves[0].settings.chat_template: must be true or"
            + " false",
        "metric: exact_match;place: here;curves[0]",
        "by: Someone;by: Someone, date: last year;:2: source.date: is last year; write it as 2025-02"
            + " or 2025-02-17"
      })
  void wrongFileIsRefusedWithLineKeyAndValue(String right, String wrong, String message)
      throws IOException {
    Path file = file(VALID.replace(right, wrong));
    assertThatThrownBy(() -> References.find(file.toString()))
        .isInstanceOf(PlumblineException.class)
        .message()
        .startsWith(file.toString())
        .contains(message)
        .doesNotContain("\n");
  }

  @Test
  void unknownNameListsTheNamesAndTheNearest() {
    assertThatThrownBy(() -> References.find("huginn-125"))
        .isInstanceOf(PlumblineException.class)
        .hasMessageStartingWith("unknown reference 'huginn-125'; known are huginn-0125, ")
        .hasMessageEndingWith("; did you mean huginn-0125?");
  }

  @Test
  void missingFileIsNamed() {
    assertThatThrownBy(() -> References.find("none.yaml"))
        .isInstanceOf(PlumblineException.class)
        .hasMessage("none.yaml: no such file");
  }
}
