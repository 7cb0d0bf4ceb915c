package dev.plumbline.ci;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Run;
import dev.plumbline.results.TaskPoint;
import dev.plumbline.results.statistics.ScoreTable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What every document of a run scored: what another run is compared with, kept in a file by {@link
 * BaselineFile}. Scores are rounded to 6 decimals and costs to 6 digits, so that a baseline read
 * back equals the one written.
 *
 * @param bundle the model's name
 * @param bundleSha256 of the bundle's description; {@code unknown} for a model that was no bundle
 * @param settings what the run was made with, for people: without paths, and never compared
 */
public record Baseline(
    String bundle, String bundleSha256, Map<String, String> settings, List<TaskScores> tasks) {
  private static final int DECIMALS = 6;
  private static final MathContext COST = new MathContext(6, RoundingMode.HALF_EVEN);
  private static final int LONGEST_SETTING = 200;

  public Baseline {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    tasks = List.copyOf(tasks);
  }

  /**
   * The scores of a run; a task without any is left out.
   *
   * @param seconds whether the time per token is kept: no two runs have it in common
   */
  public static Baseline of(Run run, boolean seconds) {
    Manifest manifest = run.manifest();
    Map<String, String> settings = new TreeMap<>();
    manifest.seed().ifPresent(seed -> settings.put("seed", Long.toString(seed)));
    manifest
        .configuration()
        .deciding()
        .forEach((name, value) -> settings.put(name, shortened(String.valueOf(value))));
    Map<String, List<ScoreTable>> scores =
        ScoreTable.of(run).stream().collect(Collectors.groupingBy(ScoreTable::task));
    Map<String, String> asked = asked(run);
    List<TaskScores> tasks = new ArrayList<>();
    for (Manifest.Task task : manifest.tasks()) {
      if (scores.containsKey(task.name())) {
        tasks.add(
            task(task, asked.getOrDefault(task.name(), ""), scores.get(task.name()), run, seconds));
      }
    }
    String hash = manifest.bundle().sha256().orElse("unknown");
    return new Baseline(manifest.bundle().name(), hash, settings, tasks);
  }

  public Optional<TaskScores> task(String name) {
    return tasks.stream().filter(task -> task.name().equals(name)).findFirst();
  }

  /** Of each metric of each task. */
  List<CurveId> curves() {
    return tasks.stream()
        .flatMap(task -> task.scores().stream().map(score -> new CurveId(task.name(), score)))
        .toList();
  }

  /** Whether there is anything to compare with. */
  public boolean hasScores() {
    return !tasks.isEmpty();
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST_SETTING ? value : value.substring(0, LONGEST_SETTING) + "…";
  }

  private static TaskScores task(
      Manifest.Task task, String asked, List<ScoreTable> scores, Run run, boolean seconds) {
    // The tables of one task have all of its documents and points.
    List<SweepPoint> points = scores.get(0).points();
    List<DocumentScores> documents = new ArrayList<>();
    for (int docId : scores.get(0).documents()) {
      Map<Score, List<Double>> row = new LinkedHashMap<>();
      for (ScoreTable table : scores) {
        row.put(
            table.curve().score(),
            points.stream().map(p -> rounded(table.score(docId, p).orElse(Double.NaN))).toList());
      }
      documents.add(new DocumentScores(docId, row));
    }
    Map<SweepPoint, Double> flops = new TreeMap<>();
    Map<SweepPoint, Double> secondsPerToken = new TreeMap<>();
    Map<TaskPoint, Double> measured = seconds ? run.seconds() : Map.of();
    for (CurvePoint point : run.curves()) {
      if (point.task().equals(task.name())) {
        SweepPoint at = point.point();
        point.flopsPerToken().ifPresent(f -> flops.put(at, cost(f)));
        Double time = measured.get(new TaskPoint(task.name(), at));
        if (time != null && point.tokens().orElse(0) > 0) {
          secondsPerToken.put(at, cost(time / point.tokens().getAsLong()));
        }
      }
    }
    return new TaskScores(
        task.name(),
        task.version(),
        new TreeMap<>(task.data()),
        asked,
        points,
        flops,
        secondsPerToken,
        documents);
  }

  /** NaN stays NaN. */
  private static double rounded(double value) {
    return Double.isNaN(value)
        ? value
        : new BigDecimal(value).setScale(DECIMALS, RoundingMode.HALF_EVEN).doubleValue();
  }

  private static double cost(double value) {
    return new BigDecimal(value).round(COST).doubleValue();
  }

  /** The hash over what each task asked, documents by ascending number. */
  private static Map<String, String> asked(Run run) {
    Map<String, MessageDigest> hashes = new HashMap<>();
    ObjectMapper json = new ObjectMapper();
    try (Stream<Question> questions = run.documents()) {
      questions.forEach(
          q -> {
            // As JSON, so that no text can pass for two.
            List<Object> fields =
                List.of(
                    q.document().number(),
                    q.context(),
                    q.request()
                        .match(Request.Loglikelihoods::continuations, Request.GenerateUntil::until),
                    q.target());
            DigestUtils.updateDigest(
                hashes.computeIfAbsent(q.document().task(), t -> DigestUtils.getSha256Digest()),
                text(json, fields) + "\n");
          });
    }
    Map<String, String> asked = new HashMap<>();
    hashes.forEach((task, hash) -> asked.put(task, HexFormat.of().formatHex(hash.digest())));
    return asked;
  }

  private static String text(ObjectMapper json, List<Object> fields) {
    try {
      return json.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("lists of texts and numbers are JSON", e);
    }
  }
}
