package dev.plumbline.exchange.lmeval;

import dev.plumbline.exchange.Judged;
import dev.plumbline.exchange.PythonJson;
import dev.plumbline.exchange.TaskResults;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Response;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The samples file of one task: all documents under the first filter, then under the next.
 *
 * @param taskHash over the hashes of all lines
 */
record LmEvalSamples(String lines, String taskHash) {
  static LmEvalSamples of(TaskResults task, Manifest manifest) {
    StringBuilder lines = new StringBuilder();
    StringBuilder hashes = new StringBuilder();
    for (String filter :
        task.scores().stream().map(score -> Filters.name(score.score())).distinct().toList()) {
      List<CurvePoint> scores =
          task.scores().stream()
              .filter(score -> Filters.name(score.score()).equals(filter))
              .toList();
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

  /** Whether {@code doc} is the row of data, as lm-evaluation-harness has it, for all documents. */
  static boolean hasRows(TaskResults task) {
    return task.samples().stream()
        .allMatch(sample -> task.facts().rows().containsKey(sample.number()));
  }

  /** Those of a generation that the run states. */
  static Map<String, Object> generationSettings(Manifest manifest) {
    Configuration configuration = manifest.configuration();
    Map<String, Object> settings = new LinkedHashMap<>();
    configuration.temperature().ifPresent(t -> settings.put("temperature", t));
    configuration.topK().ifPresent(k -> settings.put("top_k", k));
    configuration.topP().ifPresent(p -> settings.put("top_p", p));
    configuration.minP().ifPresent(p -> settings.put("min_p", p));
    configuration.maxGenToks().ifPresent(n -> settings.put("max_gen_toks", n));
    return settings;
  }

  private static Map<String, Object> line(
      TaskResults task, Judged sample, String filter, List<CurvePoint> scores, Manifest manifest) {
    Question question = sample.question();
    Object doc = hasRows(task) ? task.facts().rows().get(sample.number()) : asked(question);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("doc_id", sample.number());
    line.put("doc", doc);
    line.put("target", question.target());
    line.put("arguments", arguments(question, manifest));
    line.put("resps", responses(sample));
    line.put("filtered_resps", filtered(sample, filter));
    line.put("filter", filter);
    line.put("metrics", scores.stream().map(score -> score.score().metric()).toList());
    line.put("doc_hash", DigestUtils.sha256Hex(PythonJson.INDENTED.dumps(doc)));
    line.put("prompt_hash", DigestUtils.sha256Hex(context(question, 0)));
    line.put("target_hash", DigestUtils.sha256Hex(question.target()));
    scores.forEach(score -> line.put(score.score().metric(), TaskResults.value(sample, score)));
    return line;
  }

  /** In place of the row of data, where there is none: what the run has of the document. */
  private static Map<String, Object> asked(Question question) {
    Map<String, Object> doc = new LinkedHashMap<>();
    doc.put("context", question.context());
    question
        .request()
        .match(l -> Optional.of(l.continuations()), g -> Optional.<List<String>>empty())
        .ifPresent(continuations -> doc.put("continuations", continuations));
    doc.put("target", question.target());
    return doc;
  }

  private static Map<String, Object> arguments(Question question, Manifest manifest) {
    List<Object> second =
        question
            .request()
            .match(
                loglikelihoods -> List.copyOf(loglikelihoods.continuations()),
                generate -> {
                  Map<String, Object> settings = new LinkedHashMap<>();
                  settings.put("until", generate.until());
                  settings.putAll(generationSettings(manifest));
                  return List.of(settings);
                });
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (int i = 0; i < second.size(); i++) {
      Map<String, Object> pair = new LinkedHashMap<>();
      pair.put("arg_0", context(question, i));
      pair.put("arg_1", second.get(i));
      arguments.put("gen_args_" + i, pair);
    }
    return arguments;
  }

  private static String context(Question question, int continuation) {
    return question
        .request()
        .match(scored -> scored.context(continuation), generate -> generate.context());
  }

  private static List<Object> responses(Judged sample) {
    return sample
        .response()
        .match(
            choice -> pairs(choice).stream().map(pair -> (Object) List.of(pair)).toList(),
            generation -> List.of(generation.texts()),
            programs ->
                List.of(programs.attempts().stream().map(Response.Attempt::generation).toList()));
  }

  private static List<Object> filtered(Judged sample, String filter) {
    return sample
        .response()
        .match(
            LmEvalSamples::pairs,
            generation -> List.of(generation.filtered().getOrDefault(filter, generation.text())),
            programs ->
                List.of(
                    programs.attempts().stream()
                        .map(a -> a.filtered().getOrDefault(filter, a.generation()))
                        .toList()));
  }

  /** Log-likelihood and whether it is the greedy one, as Python's {@code str} writes them. */
  private static List<Object> pairs(Response.Choice choice) {
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
