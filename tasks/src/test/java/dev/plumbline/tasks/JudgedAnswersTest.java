package dev.plumbline.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Decoding;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.Sampling;
import dev.plumbline.protocol.Score;
import dev.plumbline.tasks.code.CodeJudge;
import dev.plumbline.tasks.code.Limits;
import dev.plumbline.tasks.code.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests are complete, and outcomes say what was judged. */
class JudgedAnswersTest {
  @TempDir Path folder;

  private PreparedTask prepared(
      String name, String rows, DecodingOptions decoding, String... moreTask) throws IOException {
    Files.writeString(folder.resolve("facts_test.jsonl"), rows);
    TaskRegistry registry = TaskRegistry.builtIn();
    if (moreTask.length > 0) {
      Path file =
          Files.writeString(
              folder.resolve("mine.yaml"),
              "task: mine\ndataset_path: me/facts\ntest_split: test\n"
                  + String.join("\n", moreTask)
                  + "\n");
      registry = registry.plus(file);
    }
    return PreparedTask.of(
        registry.select(List.of(name)).get(0),
        Datasets.in(folder),
        PromptOptions.defaults(),
        decoding,
        TaskCode.never(),
        Optional.empty());
  }

  private PreparedTask generating(DecodingOptions decoding) throws IOException {
    return prepared(
        "mine",
        "{\"q\": \"x\", \"a\": \"b\"}\n{\"q\": \"y\", \"a\": \"c\"}\n",
        decoding,
        "description: \"Answer.\\n\\n\"",
        "doc_to_text: '{{ q }}'",
        "doc_to_target: a",
        "generation_kwargs: {until: [z], do_sample: true, top_k: 5}");
  }

  private static DecodingOptions options(OptionalInt maxGenToks, OptionalDouble temperature) {
    return new DecodingOptions(
        maxGenToks,
        temperature,
        OptionalInt.empty(),
        OptionalDouble.of(0.5),
        OptionalDouble.empty(),
        7);
  }

  @Test
  void requestsNameTheSharedPrefixAndTheTasksDecoding() throws IOException {
    PreparedTask task = generating(DecodingOptions.defaults());
    assertThat(task.questions().get(1).request())
        .isEqualTo(
            new Request.GenerateUntil(
                new DocumentId("mine", 1),
                "Answer.\n\ny",
                List.of("z"),
                Optional.of(
                    new Decoding(
                        256,
                        // From Python's uuid.UUID: the upper half of MD5 of 0/mine/1, as version 3.
                        new Sampling.Random(1, 5, 1, 0, -2985207976145961570L))),
                "Answer.\n\n"));
  }

  @Test
  void wishesWinOverTheTask() throws IOException {
    PreparedTask sampled = generating(options(OptionalInt.of(3), OptionalDouble.of(2)));
    assertThat(decoding(sampled.questions().get(0)))
        .isEqualTo(new Decoding(3, new Sampling.Random(2, 5, 0.5, 0, -3748160197404774382L)));
    PreparedTask greedy = generating(options(OptionalInt.empty(), OptionalDouble.of(0)));
    assertThat(decoding(greedy.questions().get(0))).isEqualTo(Decoding.greedy(256));
  }

  @Test
  void wishOutOfItsRangeIsRefusedWithoutTheTasksName() {
    assertThatThrownBy(() -> generating(options(OptionalInt.empty(), OptionalDouble.of(-1))))
        .isInstanceOf(PlumblineException.class)
        .hasMessage("temperature must be above 0, got -1.0");
  }

  private static Decoding decoding(Question question) {
    return question
        .request()
        .match(choices -> Optional.<Decoding>empty(), Request.GenerateUntil::decoding)
        .orElseThrow();
  }

  @Test
  void choiceThatEachAccuracyTookIsKept() throws IOException {
    PreparedTask task =
        prepared(
            "mine",
            "{\"q\": \"x\", \"a\": 0}\n",
            DecodingOptions.defaults(),
            "output_type: multiple_choice",
            "doc_to_text: q",
            "doc_to_target: a",
            "doc_to_choice: [no, 'yes, certainly']",
            "metric_list: [{metric: acc}, {metric: acc_norm}, {metric: exact_match}]");
    Answer answer = new Answer.Loglikelihoods(List.of(-2f, -3f), List.of(false, true));
    assertThat(task.judge(task.questions().get(0), answer))
        .isEqualTo(
            new Outcome.Scored(
                Map.of(
                    Score.of("acc"), 1.0, Score.of("acc_norm"), 0.0, Score.of("exact_match"), 0.0),
                new Response.Choice(
                    List.of(-2f, -3f),
                    List.of(false, true),
                    Map.of(Score.of("acc"), 0, Score.of("acc_norm"), 1)),
                "0"));
  }

  @Test
  void modelThatFailedIsAFailedSample() throws IOException {
    PreparedTask task = generating(DecodingOptions.defaults());
    assertThat(task.judge(task.questions().get(0), new Answer.Failed("too long")))
        .isEqualTo(new Outcome.Failed("too long"));
  }

  private PreparedTask humaneval() throws IOException {
    Files.createDirectories(folder.resolve("humaneval"));
    Files.writeString(
        folder.resolve("humaneval/test.jsonl"),
        """
        {"task_id": "HumanEval/0", "prompt": "def f(x):\\n", "entry_point": "f", \
        "test": "def check(f):\\n    assert f(1) == 2\\n"}
        """);
    return prepared("humaneval", "", DecodingOptions.defaults());
  }

  @Test
  void programsThatMayNotRunGetNoScore() throws Exception {
    PreparedTask task = humaneval();
    CompletableFuture<Outcome> outcome =
        new AnswerJudge(Optional.empty())
            .judge(task, task.questions().get(0), CustomTaskTest.text(" return x + 1"));
    assertThat(outcome).isCompleted();
    assertThat(outcome.get().metrics()).isEmpty();
    assertThat(CustomTaskTest.filtered(outcome.get()))
        .containsExactly(Map.entry("create_test", "def f(x):\n return x + 1"));
  }

  @Test
  void executedProgramsAreScoredUnderTheMetricsNameForEachK() throws Exception {
    PreparedTask task = humaneval();
    Question question = task.questions().get(0);
    Path samples =
        Files.writeString(
            folder.resolve("samples.jsonl"),
            """
            {"task_id": "HumanEval/0", "completion": " return x + 1"}
            {"task_id": "HumanEval/0", "solution": "def f(x): return x"}
            """);
    Map<DocumentId, List<Solution>> solutions = ForeignSamples.read(samples, task);
    AtomicInteger told = new AtomicInteger();
    try (CodeJudge code = new CodeJudge(sandbox(), Limits.DEFAULT)) {
      AnswerJudge judge = new AnswerJudge(Optional.of(code));
      assertThat(judge.judge(task, question, CustomTaskTest.text(" return x + 1")).get().metrics())
          .containsExactly(Map.entry(new Score("pass@1", "create_test"), 1.0));
      Outcome outcome =
          judge
              .judge(
                  task,
                  question,
                  solutions.get(question.document()),
                  List.of(1, 2),
                  told::incrementAndGet)
              .get();
      assertThat(outcome.metrics())
          .containsExactly(
              Map.entry(new Score("pass@1", "create_test"), 0.5),
              Map.entry(new Score("pass@2", "create_test"), 1.0));
      assertThat(told).hasValue(2);
    }
  }

  private static Sandbox sandbox() {
    try {
      return Sandbox.bubblewrap();
    } catch (PlumblineException e) {
      Assumptions.abort("needs bubblewrap: " + e.getMessage());
      throw e;
    }
  }
}
