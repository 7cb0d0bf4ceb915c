package dev.plumbline.tasks.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.Question;
import dev.plumbline.tasks.Datasets;
import dev.plumbline.tasks.PreparedTask;
import dev.plumbline.tasks.PromptOptions;
import dev.plumbline.tasks.TaskRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** All reference solutions of HumanEval and MBPP pass, and fail once they are broken. */
@EnabledIfSystemProperty(
    named = "plumbline.shared",
    matches = ".+",
    disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
@Tag("integration")
class ReferenceSolutionsTest {
  private static List<Program> programs(boolean broken) {
    List<Program> programs = new ArrayList<>();
    Datasets data = Datasets.in(Path.of(System.getProperty("plumbline.shared"), "data"));
    PromptOptions options =
        new PromptOptions(OptionalInt.empty(), 1234, Optional.empty(), Optional.empty(), false);
    TaskRegistry registry = TaskRegistry.builtIn();
    registry
        .select(List.of("humaneval", "mbpp"))
        .forEach(
            task -> {
              PreparedTask prepared = PreparedTask.of(task, data, options, OptionalInt.empty());
              for (Question question : prepared.questions()) {
                var row = prepared.row(question);
                String solution =
                    row.containsKey("canonical_solution")
                        ? text(row.get("prompt")) + text(row.get("canonical_solution"))
                        : text(row.get("code"));
                programs.add(
                    new Program(
                        broken ? broken(solution) : solution,
                        text(row.get("test_setup_code")),
                        question.target()));
              }
            });
    return programs;
  }

  private static String text(Object value) {
    return Objects.toString(value, "");
  }

  /** Every function now answers with an object that is like nothing else. */
  private static String broken(String solution) {
    return solution
        + "\n\nfor _n, _v in list(globals().items()):\n"
        + "    if isinstance(_v, type(lambda: 0)):\n"
        + "        globals()[_n] = lambda *a, **k: object()\n";
  }

  @Test
  void allPassAndTheirBrokenVariantsFail() {
    List<Program> right = programs(false);
    assertThat(right).hasSize(164 + 500);
    try (CodeJudge judge = new CodeJudge(SandboxNeeded.sandbox(), Limits.DEFAULT)) {
      long start = System.nanoTime();
      List<Judged> verdicts = judge.judge(right);
      System.out.printf(
          "reference solutions: %d programs in %.1f s%n",
          right.size(), (System.nanoTime() - start) / 1e9);
      List<String> wrong = new ArrayList<>();
      for (int i = 0; i < right.size(); i++) {
        if (!verdicts.get(i).verdict().passed()) {
          wrong.add(i + ": " + verdicts.get(i).verdict().text());
        }
      }
      assertThat(wrong).isEmpty();
      List<Judged> broken = judge.judge(programs(true));
      List<Integer> passed = new ArrayList<>();
      for (int i = 0; i < broken.size(); i++) {
        if (broken.get(i).verdict().passed()) {
          passed.add(i);
        }
      }
      assertThat(passed).isEmpty();
    }
  }
}
