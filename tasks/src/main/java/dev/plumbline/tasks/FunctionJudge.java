package dev.plumbline.tasks;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Response;
import dev.plumbline.tasks.code.Given;
import dev.plumbline.tasks.python.PythonRegex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;

/**
 * Judges answers by the task's Python functions, many at once: what has come while the functions
 * were busy is their next batch. No outcome depends on what else is in its batch.
 */
final class FunctionJudge {
  private static final int MOST = 256;

  private final TaskFormat format;
  private final TaskFunctions functions;
  private final LinkedBlockingQueue<Open> waiting = new LinkedBlockingQueue<>();
  private boolean started;

  FunctionJudge(TaskFormat format, TaskFunctions functions) {
    this.format = format;
    this.functions = functions;
  }

  /** An answer that is not judged yet. */
  private static final class Open {
    private final AskedDocument asked;
    private final Answer answer;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final Map<FilterPipeline, Filtered> filtered = new LinkedHashMap<>();

    Open(AskedDocument asked, Answer answer) {
      this.asked = asked;
      this.answer = answer;
    }

    void fail(RuntimeException e) {
      outcome.complete(new Outcome.Failed(PlumblineException.oneLine(e.getMessage())));
    }
  }

  CompletableFuture<Outcome> judge(AskedDocument asked, Answer answer) {
    Open open = new Open(asked, answer);
    waiting.add(open);
    start();
    return open.outcome;
  }

  private synchronized void start() {
    if (!started) {
      Thread thread = new Thread(this::run, "task-code-judge");
      thread.setDaemon(true);
      thread.start();
      started = true;
    }
  }

  private void run() {
    List<Open> batch = new ArrayList<>();
    try {
      while (true) {
        batch.add(waiting.take());
        waiting.drainTo(batch, MOST - 1);
        judge(batch);
        batch.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void judge(List<Open> batch) {
    try {
      for (FilterPipeline filter : format.filters()) {
        filter(filter, batch);
      }
      List<Open> judged = new ArrayList<>();
      List<Outcome> outcomes = new ArrayList<>();
      for (Open open : batch) {
        if (!open.outcome.isDone()) {
          judged.add(open);
          outcomes.add(outcome(open));
        }
      }
      List<Outcome> results =
          format instanceof ProcessedResults processed
              ? processed(processed, judged, outcomes)
              : outcomes;
      for (OwnMetric metric : format.own()) {
        results = measured(metric, judged, results);
      }
      for (int i = 0; i < judged.size(); i++) {
        judged.get(i).outcome.complete(results.get(i));
      }
    } catch (PlumblineException e) {
      batch.forEach(open -> open.fail(e));
    } catch (RuntimeException e) {
      batch.forEach(open -> open.outcome.completeExceptionally(e));
    }
  }

  /** As the format judges, which has no metrics where a function does. */
  private static Outcome outcome(Open open) {
    try {
      return open.answer.match(
          open.asked::judge,
          generation -> open.asked.judge(generation, open.filtered::get),
          failed -> new Outcome.Failed(failed.error()));
    } catch (PythonRegex.TimeoutException e) {
      String message = "task " + open.asked.question().document() + ": " + e.getMessage();
      return new Outcome.Failed(PlumblineException.oneLine(message));
    } catch (PlumblineException e) {
      return new Outcome.Failed(e.getMessage());
    }
  }

  /** A filter's answers, its functions called for all at once. */
  private void filter(FilterPipeline filter, List<Open> batch) {
    List<Open> open = new ArrayList<>();
    for (Open each : batch) {
      Optional<List<String>> texts =
          each.answer.match(
              loglikelihoods -> Optional.empty(),
              generation -> Optional.of(generation.texts()),
              failed -> Optional.empty());
      if (!each.outcome.isDone() && texts.isPresent()) {
        each.filtered.put(filter, new Filtered(texts.get(), false));
        open.add(each);
      }
    }
    for (FilterStep step : filter.steps()) {
      open.removeIf(each -> each.outcome.isDone());
      if (step.batched().isPresent()) {
        List<Doc> docs = open.stream().map(each -> each.asked.doc()).toList();
        List<Object> values = open.stream().map(each -> each.filtered.get(filter).value()).toList();
        List<Given> given = functions.filtered(step.batched().get(), values, docs);
        for (int i = 0; i < open.size(); i++) {
          Open each = open.get(i);
          try {
            Object value = given.get(i).value();
            each.filtered.compute(filter, (key, before) -> new Filtered(value, before.missed()));
          } catch (PlumblineException e) {
            each.fail(e);
          }
        }
      } else {
        for (Open each : open) {
          try {
            each.filtered.compute(filter, (key, before) -> step.apply(before, each.asked.doc()));
          } catch (PythonRegex.TimeoutException | PlumblineException e) {
            each.fail(e);
          }
        }
      }
    }
  }

  private List<Outcome> processed(
      ProcessedResults format, List<Open> open, List<Outcome> outcomes) {
    List<Doc> docs = new ArrayList<>();
    List<Object> answers = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      for (FilterPipeline filter : format.filters()) {
        if (outcomes.get(i).response().isPresent()) {
          docs.add(open.get(i).asked.doc());
          answers.add(results(outcomes.get(i).response().get(), open.get(i), filter));
        }
      }
    }
    Iterator<Given> given = functions.results(format.function(), docs, answers).iterator();
    return outcomes.stream()
        .map(
            outcome ->
                with(
                    outcome,
                    new Measures(),
                    (filter, measures) -> format.measure(filter, given.next().value(), measures)))
        .toList();
  }

  private List<Outcome> measured(OwnMetric metric, List<Open> open, List<Outcome> outcomes) {
    List<FilteredAnswer> answers = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      for (FilterPipeline filter : format.filters()) {
        if (outcomes.get(i).response().isPresent()) {
          answers.add(open.get(i).asked.judged(open.get(i).filtered.get(filter)));
        }
      }
    }
    Iterator<Given> given = functions.measured(metric, answers).iterator();
    return outcomes.stream()
        .map(
            outcome ->
                with(
                    outcome,
                    new Measures(outcome),
                    (filter, measures) -> metric.measure(filter, given.next().value(), measures)))
        .toList();
  }

  /** The outcome with what a function gave under each filter; failed with the first failure. */
  private Outcome with(
      Outcome outcome, Measures measures, BiConsumer<FilterPipeline, Measures> measure) {
    if (outcome.response().isEmpty()) {
      return outcome;
    }
    String error = null;
    for (FilterPipeline filter : format.filters()) {
      try {
        measure.accept(filter, measures);
      } catch (PlumblineException e) {
        error = error == null ? e.getMessage() : error;
      }
    }
    if (error != null) {
      return new Outcome.Failed(error);
    }
    return outcome.match(
        scored ->
            new Outcome.Scored(
                measures.values(), measures.parts(), scored.given(), scored.target()),
        unparsed ->
            new Outcome.Unparsed(
                measures.values(), measures.parts(), unparsed.given(), unparsed.target()),
        failed -> failed);
  }

  /** What lm-evaluation-harness gives to {@code process_results} besides the document. */
  private static List<?> results(Response response, Open open, FilterPipeline filter) {
    boolean rolling =
        open.asked.question().request().match(Request.Loglikelihoods::rolling, generation -> false);
    return response.match(
        choice ->
            rolling
                ? choice.loglikelihoods().stream().map(Float::doubleValue).toList()
                : TaskFunctions.choices(choice.loglikelihoods(), choice.greedy()),
        generation -> Collections.singletonList(open.filtered.get(filter).value()),
        programs -> {
          throw new IllegalStateException("programs are judged by executing them");
        });
  }
}
