package dev.plumbline.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.text.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskFileTest {
  private static final String GOOD =
      """
      task: mine
      dataset_path: me/facts
      test_split: test
      doc_to_text: "{{ q }}"
      doc_to_target: a
      """;

  @TempDir Path folder;

  private List<String> findings(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), text);
    return TaskRegistry.validate(file).stream()
        .map(finding -> finding.toString().replace(file.toString(), "FILE"))
        .toList();
  }

  @Test
  void rightFileHasNoFindings() throws IOException {
    assertThat(findings(GOOD)).isEmpty();
  }

  @Test
  void everyMistakeIsNamedWithFileLineAndKey() throws IOException {
    assertThat(
            findings(
                """
                task: mine
                dataset_path: me/facts
                test_splitt: test
                output_type: generate_untill
                doc_to_text: "{{ q"
                doc_to_target: "{% if a %}b"
                num_fewshot: many
                repeats: many
                generation_kwargs:
                  until: ["\\n"]
                  temperature: -1
                  max_gen_tok: 5
                  top_p: 1.5
                filter_list:
                  - name: strict
                    filter:
                      - function: regexx
                      - function: regex
                        regex_pattern: "(a"
                      - function: custom
                        filter_fn: !function utils.clean
                metric_list:
                  - metric: exact_mach
                  - metric: exact_match
                    regexes_to_ignore: ["[a"]
                    ignorecase: true
                fewshot_config:
                  sampler: last_n
                doc_to_image: !function utils.process
                task: again
                """))
        .containsExactly(
            "FILE:1: test_split: is missing; name a test_split or a validation_split",
            "FILE:3: test_splitt: unknown key; did you mean test_split?",
            "FILE:4: output_type: unknown output type generate_untill; known are generate_until,"
                + " loglikelihood, loglikelihood_rolling, multiple_choice",
            "FILE:5: doc_to_text: broken template: unexpected the template's end",
            "FILE:6: doc_to_target: broken template: a block has no end; expected elif or else or"
                + " endif",
            "FILE:7: num_fewshot: must be a whole number",
            "FILE:8: repeats: must be a whole number",
            "FILE:11: generation_kwargs.temperature: is -1.0; it must be 0 or more",
            "FILE:12: generation_kwargs.max_gen_tok: unknown key; did you mean max_gen_toks?",
            "FILE:13: generation_kwargs.top_p: is 1.5; it must be in (0, 1]",
            "FILE:17: filter_list[0].filter[0].function: unknown filter regexx; known are regex, regex_pos,"
                + " multi_choice_regex, format_span, take_first, take_first_k, majority_vote, lowercase, uppercase,"
                + " remove_whitespace, map, custom",
            "FILE:19: filter_list[0].filter[1].regex_pattern: unclosed group in the regular"
                + " expression (a",
            "FILE:21: filter_list[0].filter[2].filter_fn: !function utils.clean: there is no "
                + folder.resolve("utils.py"),
            "FILE:23: metric_list[0].metric: unknown metric exact_mach; for this output_type known"
                + " are exact_match, bleu, chrf, chrf++, ter, acc, f1, mcc",
            "FILE:25: metric_list[1].regexes_to_ignore: an unterminated character set in the"
                + " regular expression [a",
            "FILE:26: metric_list[1].ignorecase: unknown key; did you mean ignore_case?",
            "FILE:28: fewshot_config.sampler: unknown sampler last_n; known are default, first_n",
            "FILE:29: doc_to_image: is not supported: only text is asked",
            "FILE:30: task: stands here twice; remove one");
  }

  @Test
  void unknownKeyAtTheTopIsAnErrorOnLoading() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), GOOD + "doc_to_tex: x\nfoo: 1\n");
    assertThatThrownBy(() -> TaskRegistry.builtIn().plus(file))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            file
                + ":6: doc_to_tex: unknown key; did you mean doc_to_text?"
                + " (and 1 more; plumbline tasks validate shows all)");
  }

  @Test
  void malformedYamlIsNamedWithItsLine() throws IOException {
    assertThat(findings("task: mine\n\tdataset_path: x\n"))
        .containsExactly(
            "FILE:2: found character '\\t(TAB)' that cannot start any token. (Do not use"
                + " \\t(TAB) for indentation)");
    assertThat(findings("- a\n"))
        .containsExactly("FILE:1: is not a task file: it holds no YAML mapping");
    assertThat(TaskRegistry.validate(folder.resolve("none.yaml")))
        .extracting(Finding::message)
        .containsExactly("there is no such file");
  }

  @Test
  void includedKeysGiveWayToOwnOnes() throws IOException {
    Files.writeString(folder.resolve("base.yaml"), GOOD + "num_fewshot: 3\ndescription: Base.\n");
    Path file =
        Files.writeString(
            folder.resolve("child.yaml"), "include: base.yaml\ntask: child\nnum_fewshot: 1\n");
    Task task = TaskRegistry.builtIn().plus(file).select(List.of("child")).get(0);
    assertThat(task.numFewshot()).isEqualTo(1);
    assertThat(task.description()).isEqualTo("Base.");
  }

  @Test
  void mistakeInAnIncludedFileNamesThatFile() throws IOException {
    Path base = Files.writeString(folder.resolve("base.yaml"), GOOD + "repeats: many\n");
    Path file = Files.writeString(folder.resolve("child.yaml"), "include: base.yaml\n");
    assertThat(TaskRegistry.validate(file))
        .extracting(Finding::toString)
        .containsExactly(base.toAbsolutePath() + ":6: repeats: must be a whole number");
  }

  @Test
  void includesStayInTheFolderAndMakeNoCircle() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.writeString(folder.resolve("outside.yaml"), GOOD);
    Path escaping = Files.writeString(inner.resolve("a.yaml"), "include: ../outside.yaml\n" + GOOD);
    assertThat(TaskRegistry.validate(escaping))
        .extracting(Finding::message)
        .containsExactly("../outside.yaml leaves the folder " + inner.toAbsolutePath());
    Path circle = Files.writeString(inner.resolve("b.yaml"), "include: b.yaml\n" + GOOD);
    assertThat(TaskRegistry.validate(circle))
        .extracting(Finding::message)
        .containsExactly("includes itself");
    Path missing = Files.writeString(inner.resolve("c.yaml"), "include: no.yaml\n" + GOOD);
    assertThat(TaskRegistry.validate(missing))
        .extracting(Finding::toString)
        .containsExactly(
            missing + ":1: include: no file " + inner.toAbsolutePath().resolve("no.yaml"));
  }

  @Test
  void folderGivesItsTasksAndSkipsParts() throws IOException {
    Files.writeString(folder.resolve("part.yaml"), "num_fewshot: 2\n");
    Files.createDirectory(folder.resolve("more"));
    Files.writeString(folder.resolve("more/mine.yml"), "include: ../part.yaml\n" + GOOD);
    Task task = TaskRegistry.builtIn().plus(folder).select(List.of("mine")).get(0);
    assertThat(task.numFewshot()).isEqualTo(2);
  }

  @Test
  void unknownTaskNamesTheNearest() {
    assertThatThrownBy(() -> TaskRegistry.builtIn().select(List.of("gsm8")))
        .isInstanceOf(PlumblineException.class)
        .hasMessage("unknown task or tag 'gsm8'; did you mean gsm8k, gsm8k_cot?");
    assertThatThrownBy(() -> TaskRegistry.builtIn().select(List.of("xyz")))
        .hasMessageStartingWith("unknown task or tag 'xyz'; known are chain_of_thought, gsm8k,");
  }

  @Test
  void tagsStandForTheirTasks() {
    assertThat(TaskRegistry.builtIn().select(List.of("chain_of_thought", "gsm8k", "gsm8k_cot")))
        .extracting(Task::name)
        .containsExactly("gsm8k_cot", "gsm8k");
  }

  @Test
  void builtInTasksAreDescribed() {
    assertThat(TaskRegistry.builtIn().all())
        .extracting(
            task ->
                String.join(
                    " ",
                    task.name(),
                    task.version(),
                    task.outputType().toUpperCase(Locale.ROOT),
                    "" + task.numFewshot()))
        .containsExactly(
            "gsm8k 3.0 GENERATE_UNTIL 5",
            "gsm8k_cot 3.0 GENERATE_UNTIL 8",
            "hellaswag 1.0 MULTIPLE_CHOICE 0",
            "humaneval 1.0 GENERATE_UNTIL 0",
            "humaneval_instruct 4.0 GENERATE_UNTIL 0",
            "mbpp 1.0 GENERATE_UNTIL 3",
            "mbpp_instruct 1.0 GENERATE_UNTIL 3",
            "openbookqa 1.0 MULTIPLE_CHOICE 0");
    Task gsm8k = TaskRegistry.builtIn().select(List.of("gsm8k")).get(0);
    assertThat(gsm8k.metrics())
        .extracting(metric -> metric.score().key())
        .containsExactly("exact_match,strict-match", "exact_match,flexible-extract");
    assertThat(gsm8k.generation().until()).containsExactly("Question:", "</s>", "<|im_end|>");
    assertThat(gsm8k.executesCode()).isFalse();
    Task humaneval = TaskRegistry.builtIn().select(List.of("humaneval")).get(0);
    assertThat(humaneval.executesCode()).isTrue();
    assertThat(humaneval.metrics())
        .extracting(metric -> metric.score().key())
        .containsExactly("pass@1,create_test");
    assertThat(humaneval.generation().maxGenToks()).isEqualTo(OptionalInt.of(1024));
  }
}
