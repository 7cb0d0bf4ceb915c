package dev.plumbline.exchange.everyevalever;

import dev.plumbline.exchange.DepthResults;
import dev.plumbline.exchange.Judged;
import dev.plumbline.exchange.PythonJson;
import dev.plumbline.exchange.TaskResults;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Response;
import dev.plumbline.results.Choices;
import dev.plumbline.results.CurvePoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/** The samples file ({@code instance_level_eval.schema.json}): a line per document and metric. */
final class Instances {
  static String lines(
      DepthResults results, TaskResults task, Submitter submitter, String evaluationId) {
    StringBuilder lines = new StringBuilder();
    for (CurvePoint score : task.scores()) {
      for (Judged sample : task.samples()) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("schema_version", ResultNames.SCHEMA_VERSION);
        line.put("evaluation_id", evaluationId);
        line.put("model_id", submitter.model());
        line.put("evaluation_name", ResultNames.evaluation(score));
        line.put("evaluation_result_id", ResultNames.id(score));
        line.putAll(judged(results, score, sample));
        lines.append(PythonJson.LINE_ASCII.dumps(line)).append('\n');
      }
    }
    return lines.toString();
  }

  private static Map<String, Object> judged(DepthResults results, CurvePoint score, Judged sample) {
    Question question = sample.question();
    List<String> references = references(question);
    List<String> output = output(sample, score);
    double value = TaskResults.value(sample, score);

    Map<String, Object> input = new LinkedHashMap<>();
    input.put("raw", question.context());
    input.put("reference", references);
    if (!Choices.of(question).isEmpty()) {
      input.put("choices", Choices.of(question).stream().map(String::strip).toList());
    }
    Map<String, Object> attribution = new LinkedHashMap<>();
    attribution.put("turn_idx", 0);
    attribution.put("source", "output.raw");
    attribution.put(
        "extracted_value", sample.filtered().getOrDefault(score.score().filter(), output.get(0)));
    attribution.put("extraction_method", method(sample, score));
    attribution.put("is_terminal", true);
    Map<String, Object> evaluation = new LinkedHashMap<>();
    evaluation.put("score", value);
    evaluation.put("is_correct", value == 1);
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("recurrence_iterations", Integer.toString(results.iterations()));
    metadata.putAll(results.settings());
    metadata.putAll(
        sample
            .response()
            .match(
                choice -> Map.of("loglikelihoods", PythonJson.LINE.dumps(choice.loglikelihoods())),
                generation -> Map.of(),
                programs -> Map.of("verdicts", PythonJson.LINE.dumps(verdicts(programs)))));
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("sample_id", Integer.toString(sample.number()));
    line.put("sample_hash", hash(question.context(), references));
    line.put("interaction_type", "single_turn");
    line.put("input", input);
    line.put("output", Map.of("raw", output));
    line.put("answer_attribution", List.of(attribution));
    line.put("evaluation", evaluation);
    line.put("metadata", metadata);
    return line;
  }

  /** Of raw and reference, compact and with sorted keys, as the schema says. */
  private static String hash(String raw, List<String> references) {
    Map<String, Object> hashed = new LinkedHashMap<>();
    hashed.put("raw", raw);
    hashed.put("reference", references);
    return DigestUtils.sha256Hex(PythonJson.COMPACT_ASCII.dumps(hashed));
  }

  private static List<String> verdicts(Response.Programs programs) {
    return programs.attempts().stream().map(Response.Attempt::verdict).toList();
  }

  private static String method(Judged sample, CurvePoint score) {
    String filter = score.score().filter().isEmpty() ? "none" : score.score().filter();
    return sample
        .response()
        .match(choice -> "greatest log-likelihood", generation -> filter, programs -> filter);
  }

  /** The right answers as texts: the target itself, or the choices that it numbers. */
  private static List<String> references(Question question) {
    List<String> choices = Choices.of(question);
    List<Integer> right = Choices.right(question);
    return right.isEmpty()
        ? List.of(question.target())
        : right.stream().map(index -> choices.get(index).strip()).toList();
  }

  /** What the model said, or of choices the one that this score takes for its answer. */
  private static List<String> output(Judged sample, CurvePoint score) {
    Question question = sample.question();
    return sample
        .response()
        .match(
            choice -> {
              int chosen = Choices.chosen(question, choice, score.score());
              return List.of(Choices.of(question).get(chosen).strip());
            },
            generation -> List.of(generation.text()),
            programs -> programs.attempts().stream().map(Response.Attempt::generation).toList());
  }

  private Instances() {}
}
