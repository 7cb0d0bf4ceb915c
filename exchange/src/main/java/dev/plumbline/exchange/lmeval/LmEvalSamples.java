package dev.plumbline.exchange.lmeval;

import dev.plumbline.exchange.Judged;
import dev.plumbline.exchange.PythonJson;
import dev.plumbline.exchange.StatedSettings;
import dev.plumbline.exchange.TaskResults;
import dev.plumbline.results.Answer;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.DocumentLine;
import dev.plumbline.results.DocumentLine.Request.GenerateUntil;
import dev.plumbline.results.DocumentLine.Request.Loglikelihood;
import dev.plumbline.results.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The samples file of one task: all documents under the first filter, then under the next.
 *
 * @param taskHash over the hashes of all lines
 */
record LmEvalSamples(String lines, String taskHash) {
  /** The filter's name where a task has none. */
  static final String NO_FILTER = "none";

  static LmEvalSamples of(TaskResults task, Manifest manifest) {
    StringBuilder lines = new StringBuilder();
    StringBuilder hashes = new StringBuilder();
    for (String filter : task.scores().stream().map(LmEvalSamples::filter).distinct().toList()) {
      List<CurvePoint> scores =
          task.scores().stream().filter(score -> filter(score).equals(filter)).toList();
      for (Judged sample : task.samples()) {
        Map<String, Object> line = line(task, sample, filter, scores, manifest);
        hashes.append(line.get("doc_hash"));
        hashes.append(line.get("prompt_hash"));
        hashes.append(line.get("target_hash"));
        lines.append(PythonJson.LINE.dumps(line)).append('\n');
      }
    }
    return new LmEvalSamples(lines.toString(), DigestUtils.sha256Hex(hashes.toString()));
  }

  static String filter(CurvePoint score) {
    return score.filter().isEmpty() ? NO_FILTER : score.filter();
  }

  /** Whether {@code doc} is the row of data, as lm-evaluation-harness has it, for all documents. */
  static boolean hasRows(TaskResults task) {
    return task.samples().stream()
        .allMatch(sample -> task.facts().rows().containsKey(sample.document().docId()));
  }

  /** Those of a generation that the run states. */
  static Map<String, Object> generationSettings(Manifest manifest) {
    Map<String, Object> settings = new LinkedHashMap<>();
    StatedSettings.number(manifest, "temperature").ifPresent(t -> settings.put("temperature", t));
    StatedSettings.number(manifest, "top-k").ifPresent(k -> settings.put("top_k", k));
    StatedSettings.number(manifest, "top-p").ifPresent(p -> settings.put("top_p", p));
    StatedSettings.number(manifest, "min-p").ifPresent(p -> settings.put("min_p", p));
    StatedSettings.number(manifest, "max-gen-toks").ifPresent(n -> settings.put("max_gen_toks", n));
    return settings;
  }

  private static Map<String, Object> line(
      TaskResults task, Judged sample, String filter, List<CurvePoint> scores, Manifest manifest) {
    DocumentLine document = sample.document();
    Object doc = hasRows(task) ? task.facts().rows().get(document.docId()) : asked(document);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("doc_id", document.docId());
    line.put("doc", doc);
    line.put("target", document.target());
    line.put("arguments", arguments(document, manifest));
    line.put("resps", responses(sample));
    line.put("filtered_resps", filtered(sample, filter));
    line.put("filter", filter);
    line.put("metrics", scores.stream().map(CurvePoint::metric).toList());
    line.put("doc_hash", DigestUtils.sha256Hex(PythonJson.INDENTED.dumps(doc)));
    line.put("prompt_hash", DigestUtils.sha256Hex(document.context()));
    line.put("target_hash", DigestUtils.sha256Hex(document.target()));
    scores.forEach(score -> line.put(score.metric(), TaskResults.value(sample, score)));
    return line;
  }

  /** In place of the row of data, where there is none: what the run has of the document. */
  private static Map<String, Object> asked(DocumentLine document) {
    Map<String, Object> doc = new LinkedHashMap<>();
    doc.put("context", document.context());
    if (document.request() instanceof Loglikelihood request) {
      doc.put("continuations", request.continuations());
    }
    doc.put("target", document.target());
    return doc;
  }

  private static Map<String, Object> arguments(DocumentLine document, Manifest manifest) {
    List<Object> second = new ArrayList<>();
    if (document.request() instanceof Loglikelihood request) {
      second.addAll(request.continuations());
    } else {
      Map<String, Object> settings = new LinkedHashMap<>();
      settings.put("until", ((GenerateUntil) document.request()).until());
      settings.putAll(generationSettings(manifest));
      second.add(settings);
    }
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (int i = 0; i < second.size(); i++) {
      Map<String, Object> pair = new LinkedHashMap<>();
      pair.put("arg_0", document.context());
      pair.put("arg_1", second.get(i));
      arguments.put("gen_args_" + i, pair);
    }
    return arguments;
  }

  private static List<Object> responses(Judged sample) {
    if (sample.answer() instanceof Answer.MultipleChoice choice) {
      return pairs(choice).stream().map(pair -> (Object) List.of(pair)).toList();
    }
    if (sample.answer() instanceof Answer.Programs programs) {
      return List.of(programs.attempts().stream().map(Answer.Attempt::generation).toList());
    }
    return List.of(List.of(((Answer.Generation) sample.answer()).text()));
  }

  private static List<Object> filtered(Judged sample, String filter) {
    if (sample.answer() instanceof Answer.MultipleChoice choice) {
      return pairs(choice);
    }
    if (sample.answer() instanceof Answer.Programs programs) {
      List<String> all =
          programs.attempts().stream()
              .map(a -> a.filtered().getOrDefault(filter, a.generation()))
              .toList();
      return List.of(all);
    }
    Answer.Generation generation = (Answer.Generation) sample.answer();
    return List.of(generation.filtered().getOrDefault(filter, generation.text()));
  }

  /** Log-likelihood and whether it is the greedy one, as Python's {@code str} writes them. */
  private static List<Object> pairs(Answer.MultipleChoice choice) {
    List<Object> pairs = new ArrayList<>();
    for (int i = 0; i < choice.loglikelihoods().size(); i++) {
      pairs.add(
          List.of(
              PythonJson.number(choice.loglikelihoods().get(i)),
              choice.greedy().get(i) ? "True" : "False"));
    }
    return pairs;
  }
}
