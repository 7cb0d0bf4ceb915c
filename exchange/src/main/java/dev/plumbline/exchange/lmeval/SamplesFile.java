package dev.plumbline.exchange.lmeval;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.exchange.lmeval.ResultsFile.Column;
import dev.plumbline.exchange.lmeval.ResultsFile.TaskEntry;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Choices;
import dev.plumbline.results.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads a {@code samples_TASK_*.jsonl} of lm-evaluation-harness 0.4.3 or later: a line per document
 * and filter becomes a document, and a sample with all of its filters.
 */
final class SamplesFile {
  /** What a regular expression leaves that found nothing. */
  private static final String NOTHING_FOUND = "[invalid]";

  private final TaskEntry task;
  private final int iterations;
  private final Map<Integer, Item> items = new TreeMap<>();
  private final Set<Score> leftOut = new HashSet<>();
  private final Set<Score> seen = new HashSet<>();

  /** The lines of one document. */
  private static final class Item {
    final Question question;
    final Set<String> filters = new HashSet<>();
    final Map<String, String> filtered = new LinkedHashMap<>();
    final Map<Score, Double> metrics = new LinkedHashMap<>();
    List<String> texts = List.of();
    List<Float> loglikelihoods;
    List<Boolean> greedy;
    String unusable;

    Item(Question question) {
      this.question = question;
    }
  }

  private SamplesFile(TaskEntry task, int iterations) {
    this.task = task;
    this.iterations = iterations;
  }

  /**
   * Documents and samples of one task at one r, by document.
   *
   * @param leftOut metrics that are no mean over documents
   */
  record Content(List<Question> questions, List<Sample> samples, Set<Score> leftOut) {}

  /**
   * Reads one file.
   *
   * @throws PlumblineException naming file and line
   */
  static Content read(TaskEntry task, int iterations) {
    SamplesFile file = new SamplesFile(task, iterations);
    Path path = task.samples();
    int number = 0;
    try (BufferedReader in = Files.newBufferedReader(path)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (!line.isBlank()) {
          file.add(ResultsFile.JSON.readTree(line));
        }
      }
    } catch (JacksonException e) {
      throw new PlumblineException(path + ":" + number + ": " + e.getOriginalMessage(), e);
    } catch (PlumblineException e) {
      throw new PlumblineException(path + ":" + number + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new PlumblineException(
          path + ":" + (number + 1) + ": cannot be read: " + PlumblineException.reason(e), e);
    }
    file.requireWhole(path, number);
    List<Question> questions = file.items.values().stream().map(i -> i.question).toList();
    List<Sample> samples = file.items.values().stream().map(file::sample).toList();
    return new Content(questions, samples, file.leftOut);
  }

  private void add(JsonNode line) {
    JsonNode id = line.path("doc_id");
    if (!id.isInt() || id.asInt() < 0) {
      throw new PlumblineException("'doc_id' is " + id + "; expected a number from 0");
    }
    Question question = question(id.asInt(), line);
    Item item = items.computeIfAbsent(id.asInt(), i -> new Item(question));
    if (!item.question.equals(question)) {
      throw new PlumblineException("document " + id + " is not what an earlier line asks");
    }
    String filter = line.has("filter") ? text(line, "filter") : nextFilter(item);
    if (!item.filters.add(filter)) {
      throw new PlumblineException("document " + id + " is there twice under the filter " + filter);
    }
    answer(item, filter, line);
    for (Column column : task.columns()) {
      if (Filters.name(column.score()).equals(filter)) {
        metric(item, column.score(), line.path(column.score().metric()));
      }
    }
  }

  /**
   * Before lm-evaluation-harness 0.4.7 lines do not say their filter, but come filter by filter, in
   * the order of the results.
   */
  private String nextFilter(Item item) {
    List<String> filters =
        task.columns().stream().map(column -> Filters.name(column.score())).distinct().toList();
    if (item.filters.size() >= filters.size()) {
      throw new PlumblineException(
          "has no 'filter', and document %s is there more often than the results have filters %s"
              .formatted(item.question.document().number(), filters));
    }
    return filters.get(item.filters.size());
  }

  /** Earlier versions write a number as it is. */
  private static String target(JsonNode line) {
    JsonNode target = line.path("target");
    if (target.isBoolean()) {
      return target.asBoolean() ? "True" : "False";
    }
    return target.isNumber() ? target.asText() : text(line, "target");
  }

  private static String text(JsonNode line, String key) {
    JsonNode value = line.path(key);
    if (!value.isTextual()) {
      throw new PlumblineException("'" + key + "' is " + value + "; expected a text");
    }
    return value.asText();
  }

  private Question question(int number, JsonNode line) {
    DocumentId document = new DocumentId(task.name(), number);
    List<String> contexts = new ArrayList<>();
    List<String> continuations = new ArrayList<>();
    List<String> until = new ArrayList<>();
    boolean generation = false;
    for (JsonNode pair : line.path("arguments")) {
      contexts.add(text(pair, "arg_0"));
      JsonNode second = pair.path("arg_1");
      if (second.isTextual()) {
        continuations.add(second.asText());
      } else if (second.isObject()) {
        generation = true;
        until.clear();
        JsonNode stops = second.path("until");
        if (stops.isTextual()) {
          until.add(stops.asText());
        }
        stops.forEach(stop -> until.add(stop.asText()));
      } else {
        throw new PlumblineException(
            "asks for neither log-likelihoods of continuations nor a generation, and a run has"
                + " nothing else; leave the task out with --tasks");
      }
    }
    if (contexts.isEmpty()) {
      throw new PlumblineException("'arguments' has no gen_args_0, which says what was asked");
    }
    String context = contexts.get(0);
    if (generation) {
      return new Question(
          new Request.GenerateUntil(document, context, until, Optional.empty(), ""), target(line));
    }
    if (!contexts.stream().allMatch(context::equals)) {
      // As of Winogrande: what differs is the context. A run has one, here the empty one.
      for (int i = 0; i < contexts.size(); i++) {
        continuations.set(i, contexts.get(i) + continuations.get(i));
      }
      context = "";
    }
    return new Question(new Request.Loglikelihoods(document, context, continuations), target(line));
  }

  private static void answer(Item item, String filter, JsonNode line) {
    JsonNode responses = line.path("resps");
    if (item.question.request().match(loglikelihoods -> false, generate -> true)) {
      item.texts = texts(responses, "resps");
      item.filtered.put(filter, texts(line.path("filtered_resps"), "filtered_resps").get(0));
      return;
    }
    item.loglikelihoods = new ArrayList<>();
    item.greedy = new ArrayList<>();
    for (JsonNode response : responses) {
      JsonNode pair = response.path(0).isArray() ? response.path(0) : response;
      double value = loglikelihood(pair.path(0).asText());
      float kept = (float) value;
      if (!Float.isFinite(kept)) {
        item.unusable = "the log-likelihood of a continuation is " + value;
      }
      item.loglikelihoods.add(kept);
      item.greedy.add(pair.path(1).asText().equals("True"));
    }
    int asked = Choices.of(item.question).size();
    if (item.loglikelihoods.size() != asked) {
      throw new PlumblineException(
          item.loglikelihoods.size() + " 'resps' for " + asked + " continuations");
    }
  }

  /** From what Python's {@code str} makes of a float. */
  private static double loglikelihood(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        try {
          yield Double.parseDouble(text);
        } catch (NumberFormatException e) {
          throw new PlumblineException("'resps' has '" + text + "'; expected a log-likelihood", e);
        }
      }
    };
  }

  /** The first of several repeats. */
  /** All texts of a document, which may have been asked several times. */
  private static List<String> texts(JsonNode node, String key) {
    List<String> texts = new ArrayList<>();
    JsonNode all = node.path(0).isArray() ? node.path(0) : node;
    for (JsonNode text : all.isArray() ? all : List.of(all)) {
      if (!text.isTextual()) {
        throw new PlumblineException("'" + key + "' holds what is no text");
      }
      texts.add(text.asText());
    }
    if (texts.isEmpty()) {
      throw new PlumblineException("'" + key + "' holds no text");
    }
    return texts;
  }

  private void metric(Item item, Score score, JsonNode value) {
    if (leftOut.contains(score)) {
      return;
    }
    if (!value.isNumber() && !value.isBoolean()) {
      if (seen.contains(score)) {
        throw new PlumblineException(
            "'" + score.metric() + "' is " + value + "; expected a number");
      }
      leftOut.add(score);
      return;
    }
    seen.add(score);
    double number = value.isBoolean() ? (value.asBoolean() ? 1 : 0) : value.asDouble();
    if (!Double.isFinite(number)) {
      item.unusable = score + " is " + number;
    }
    item.metrics.put(score, number);
  }

  /** Every document under every filter: a file that was cut off has fewer. */
  private void requireWhole(Path path, int lines) {
    Set<String> filters = new HashSet<>();
    items.values().forEach(item -> filters.addAll(item.filters));
    task.columns().forEach(column -> filters.add(Filters.name(column.score())));
    boolean everywhere = items.values().stream().allMatch(i -> i.filters.equals(filters));
    if (items.size() != task.documents() || !everywhere) {
      throw new PlumblineException(
          "%s:%s: ends after %s documents under the filters %s, of which each should have %s; it is not whole"
              .formatted(path, lines, items.size(), filters, task.documents()));
    }
    for (Column column : task.columns()) {
      double mean =
          items.values().stream()
              .mapToDouble(item -> item.metrics.getOrDefault(column.score(), Double.NaN))
              .average()
              .orElse(Double.NaN);
      if (column.mean().isPresent()
          && !leftOut.contains(column.score())
          && Math.abs(mean - column.mean().get()) > 1e-6 * Math.max(1, Math.abs(mean))) {
        throw new PlumblineException(
            "%s: the samples' mean of %s is %s, and the results say %s; they are not of one run"
                .formatted(path, column.score(), mean, column.mean().get()));
      }
    }
  }

  private Sample sample(Item item) {
    return new Sample(
        new SampleId(item.question.document(), SweepPoint.fixed(iterations)), outcome(item));
  }

  private Outcome outcome(Item item) {
    if (item.unusable != null) {
      return new Outcome.Failed(item.unusable);
    }
    // Filter by filter in the results' order, whatever the order of the lines.
    Map<Score, Double> metrics = new LinkedHashMap<>();
    task.columns().stream()
        .map(Column::score)
        .filter(item.metrics::containsKey)
        .forEach(key -> metrics.put(key, item.metrics.get(key)));
    String target = item.question.target();
    if (item.loglikelihoods != null) {
      Response choice = new Response.Choice(item.loglikelihoods, item.greedy);
      return new Outcome.Scored(metrics, choice, target);
    }
    Response generation =
        new Response.Generation(
            item.texts.get(0), item.filtered, item.texts.subList(1, item.texts.size()));
    return item.filtered.values().stream().allMatch(NOTHING_FOUND::equals)
        ? new Outcome.Unparsed(metrics, generation, target)
        : new Outcome.Scored(metrics, generation, target);
  }
}
