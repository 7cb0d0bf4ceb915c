package dev.plumbline.exchange.everyevalever;

import dev.plumbline.exchange.DepthResults;
import dev.plumbline.exchange.PythonJson;
import dev.plumbline.exchange.SubmissionFile;
import dev.plumbline.exchange.TaskResults;
import dev.plumbline.results.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * One r of a run as the datastore wants it: {@code data/TASK/DEVELOPER/MODEL/UUID.json} and {@code
 * UUID_samples.jsonl} per task. Identifiers come from the content, so that the same run gives the
 * same files whenever they are written.
 */
public final class EveryEvalEver {
  /** The files of one r. */
  public static List<SubmissionFile> of(DepthResults results, Submitter submitter) {
    List<SubmissionFile> files = new ArrayList<>();
    for (TaskResults task : results.tasks()) {
      task.requireScores();
      String collection = SubmissionFile.name(task.name());
      String evaluationId = evaluationId(results, task, submitter, collection);
      String path =
          "data/%s/%s/%s/%s"
              .formatted(
                  collection, submitter.developer(), submitter.modelName(), uuid(evaluationId));
      String samples = Instances.lines(results, task, submitter, evaluationId);
      SubmissionFile detailed = new SubmissionFile(path + "_samples.jsonl", samples);
      Map<String, Object> aggregate = Aggregate.of(results, task, submitter, evaluationId);
      aggregate.put("detailed_evaluation_results", reference(detailed));
      files.add(new SubmissionFile(path + ".json", PythonJson.INDENTED.dumps(aggregate) + "\n"));
      files.add(detailed);
    }
    return files;
  }

  /** The same for the same answers of the same model by the same tool. */
  private static String evaluationId(
      DepthResults results, TaskResults task, Submitter submitter, String collection) {
    Manifest.Bundle bundle = results.manifest().bundle();
    // These words for a bundle, always: evaluations that were submitted keep their identifiers.
    String content =
        results.manifest().origin().tool()
            + "Bundle[name=%s, sha256=%s]".formatted(bundle.name(), bundle.sha256())
            + Instances.lines(results, task, submitter, "");
    return "%s/%s_%s/%s-%s"
        .formatted(
            collection,
            submitter.developer(),
            submitter.modelName(),
            results.name(),
            DigestUtils.sha256Hex(content).substring(0, 16));
  }

  /** Of version 4 in form (RFC 9562), its 122 free bits from a hash. */
  private static String uuid(String evaluationId) {
    String hex = DigestUtils.sha256Hex(evaluationId);
    // The two bits of the variant stand before two free ones.
    char variant = "89ab".charAt(hex.charAt(16) % 4);
    return "%s-%s-4%s-%s%s-%s"
        .formatted(
            hex.substring(0, 8),
            hex.substring(8, 12),
            hex.substring(13, 16),
            variant,
            hex.substring(17, 20),
            hex.substring(20, 32));
  }

  private static Map<String, Object> reference(SubmissionFile samples) {
    Map<String, Object> reference = new LinkedHashMap<>();
    reference.put("format", "jsonl");
    reference.put("file_path", samples.path());
    reference.put("hash_algorithm", "sha256");
    reference.put("checksum", DigestUtils.sha256Hex(samples.content()));
    reference.put("total_rows", samples.content().lines().count());
    return reference;
  }

  private EveryEvalEver() {}
}
