package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Decoding;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.Precision;
import dev.plumbline.runner.export.ExportProgress;
import dev.plumbline.runner.export.ExportRequest;
import dev.plumbline.runner.export.Exporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several models in one process answer at once, each as if it were alone. */
class ConcurrentModelsTest {
  private static final Path EMBEDDED = Path.of("..", "models", "embedded");

  /** One document at a time, so that the narrow model's block of 16 tokens holds a batch. */
  private static final ModelOptions OPTIONS = TestDevice.options().withBatchSize(1);

  private static final Sweep SWEEP = Sweep.of(List.of(1, 3));

  private static Map<SampleId, Answer> answers(RecurrentModel model) {
    List<Request> requests =
        IntStream.range(0, 24)
            .<Request>mapToObj(
                i -> {
                  DocumentId document = new DocumentId("dials", i);
                  String text = "A dial at " + i + " goes plus 1.".repeat(1 + i % 2);
                  return i % 2 == 0
                      ? new Request.Loglikelihoods(document, text, List.of(" 1", " minus 3"))
                      : new Request.GenerateUntil(
                          document, text, List.of("zz"), Decoding.greedy(1 + i / 4));
                })
            .toList();
    Map<SampleId, Answer> answers = new HashMap<>();
    model.answer(
        requests,
        SWEEP,
        (request, point, answer, usage) ->
            answers.put(new SampleId(request.document(), point), answer));
    assertThat(answers.values()).noneMatch(Answer.Failed.class::isInstance);
    return answers;
  }

  private static Map<SampleId, Answer> alone(Bundle bundle) {
    try (RecurrentModel model = RecurrentModel.open(bundle, OPTIONS)) {
      return answers(model);
    }
  }

  private static Bundle tiny(Path folder) throws URISyntaxException {
    Path checkpoint = Path.of(Exporter.class.getResource("untied-f32-shards").toURI());
    return Exporter.export(
        new ExportRequest(checkpoint, folder.resolve("tiny"), Precision.FP32, false),
        ExportProgress.NONE);
  }

  @Test
  void twoModelsOfDifferentWidthAnswerAtOnceAsEachAlone(@TempDir Path folder) throws Exception {
    Bundle narrow = tiny(folder);
    Bundle wide = Bundle.open(EMBEDDED);
    assertThat(narrow.shape().width()).isLessThan(wide.shape().width());

    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Map<SampleId, Answer>> first = threads.submit(() -> together(narrow, start));
      Future<Map<SampleId, Answer>> second = threads.submit(() -> together(wide, start));
      assertThat(get(first)).isEqualTo(alone(narrow));
      assertThat(get(second)).isEqualTo(alone(wide));
    } finally {
      threads.shutdownNow();
    }
  }

  private static Map<SampleId, Answer> together(Bundle bundle, CyclicBarrier start)
      throws Exception {
    try (RecurrentModel model = RecurrentModel.open(bundle, OPTIONS)) {
      start.await(60, TimeUnit.SECONDS);
      return answers(model);
    }
  }

  private static <T> T get(Future<T> future) throws Exception {
    try {
      return future.get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("a model failed beside another", e.getCause());
    }
  }

  @Test
  void closingAModelEndsItsThread() throws InterruptedException {
    Set<Thread> before = runtimeThreads();
    Set<Thread> own = new HashSet<>();
    try (RecurrentModel model = RecurrentModel.open(Bundle.open(EMBEDDED), TestDevice.options())) {
      assertThat(answers(model)).isNotEmpty();
      own.addAll(runtimeThreads());
      own.removeAll(before);
      assertThat(own).hasSize(1);
    }
    for (Thread thread : own) {
      thread.join(10_000);
      assertThat(thread.isAlive()).isFalse();
    }
  }

  private static Set<Thread> runtimeThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("onnxruntime"))
        .collect(Collectors.toSet());
  }
}
