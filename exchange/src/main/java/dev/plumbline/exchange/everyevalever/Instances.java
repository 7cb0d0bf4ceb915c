package dev.plumbline.exchange.everyevalever;

import dev.plumbline.exchange.DepthResults;
import dev.plumbline.exchange.Judged;
import dev.plumbline.exchange.PythonJson;
import dev.plumbline.exchange.TaskResults;
import dev.plumbline.results.Answer;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.DocumentLine;
import dev.plumbline.results.DocumentLine.Request.Loglikelihood;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/** The samples file ({@code instance_level_eval.schema.json}): a line per document and metric. */
final class Instances {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  static String lines(
      DepthResults results, TaskResults task, Submitter submitter, String evaluationId) {
    StringBuilder lines = new StringBuilder();
    for (CurvePoint score : task.scores()) {
      for (Judged sample : task.samples()) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("schema_version", EveryEvalEver.SCHEMA_VERSION);
        line.put("evaluation_id", evaluationId);
        line.put("model_id", submitter.model());
        line.put("evaluation_name", Aggregate.evaluationName(score));
        line.put("evaluation_result_id", Aggregate.resultId(score));
        line.putAll(judged(results, score, sample));
        lines.append(PythonJson.LINE_ASCII.dumps(line)).append('\n');
      }
    }
    return lines.toString();
  }

  private static Map<String, Object> judged(DepthResults results, CurvePoint score, Judged sample) {
    DocumentLine document = sample.document();
    List<String> references = references(document);
    List<String> output = output(sample, score);
    double value = TaskResults.value(sample, score);

    Map<String, Object> input = new LinkedHashMap<>();
    input.put("raw", document.context());
    input.put("reference", references);
    if (document.request() instanceof Loglikelihood request) {
      input.put("choices", request.continuations().stream().map(String::strip).toList());
    }
    Map<String, Object> attribution = new LinkedHashMap<>();
    attribution.put("turn_idx", 0);
    attribution.put("source", "output.raw");
    attribution.put(
        "extracted_value", sample.filtered().getOrDefault(score.filter(), output.get(0)));
    attribution.put("extraction_method", method(sample, score));
    attribution.put("is_terminal", true);
    Map<String, Object> evaluation = new LinkedHashMap<>();
    evaluation.put("score", value);
    evaluation.put("is_correct", value == 1);
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("recurrence_iterations", Integer.toString(results.iterations()));
    if (sample.answer() instanceof Answer.MultipleChoice choice) {
      metadata.put("loglikelihoods", PythonJson.LINE.dumps(choice.loglikelihoods()));
    }
    if (sample.answer() instanceof Answer.Programs programs) {
      List<String> verdicts = programs.attempts().stream().map(Answer.Attempt::verdict).toList();
      metadata.put("verdicts", PythonJson.LINE.dumps(verdicts));
    }

    Map<String, Object> line = new LinkedHashMap<>();
    line.put("sample_id", Integer.toString(document.docId()));
    line.put("sample_hash", hash(document.context(), references));
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

  private static String method(Judged sample, CurvePoint score) {
    if (sample.answer() instanceof Answer.MultipleChoice) {
      return "greatest log-likelihood";
    }
    return score.filter().isEmpty() ? "none" : score.filter();
  }

  /** The right answers as texts: the target itself, or the choices that it numbers. */
  private static List<String> references(DocumentLine document) {
    if (document.request() instanceof Loglikelihood request) {
      List<String> right = new ArrayList<>();
      for (int index : gold(document, request)) {
        right.add(request.continuations().get(index).strip());
      }
      if (!right.isEmpty()) {
        return right;
      }
    }
    return List.of(document.target());
  }

  /** The right choices of {@code 2} or {@code [0, 2]}; empty where the target is no number. */
  private static List<Integer> gold(DocumentLine document, Loglikelihood request) {
    List<Integer> gold = new ArrayList<>();
    if (document.target().matches("\\d{1,9}|\\[[\\d, ]*]")) {
      Matcher numbers = NUMBER.matcher(document.target());
      while (numbers.find()) {
        int index = Integer.parseInt(numbers.group());
        if (index < request.continuations().size()) {
          gold.add(index);
        }
      }
    }
    return gold;
  }

  /** What the model said, or of choices the one that this metric takes for its answer. */
  private static List<String> output(Judged sample, CurvePoint score) {
    if (sample.answer() instanceof Answer.Generation generation) {
      return List.of(generation.text());
    }
    if (sample.answer() instanceof Answer.Programs programs) {
      return programs.attempts().stream().map(Answer.Attempt::generation).toList();
    }
    Loglikelihood request = (Loglikelihood) sample.document().request();
    List<Float> scores = ((Answer.MultipleChoice) sample.answer()).loglikelihoods();
    int best = 0;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < scores.size(); i++) {
      double s = scores.get(i) / length(request.continuations().get(i).strip(), score.metric());
      if (s > greatest) {
        best = i;
        greatest = s;
      }
    }
    return List.of(request.continuations().get(best).strip());
  }

  /** By what a metric of lm-evaluation-harness divides a choice's log-likelihood. */
  private static double length(String choice, String metric) {
    return switch (metric) {
      case "acc_norm" -> Math.max(1, choice.codePointCount(0, choice.length()));
      case "acc_bytes" -> Math.max(1, choice.getBytes(StandardCharsets.UTF_8).length);
      default -> 1;
    };
  }

  private Instances() {}
}
