package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Decoding;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Sampling;
import dev.plumbline.protocol.Speculated;
import dev.plumbline.protocol.Speculation;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.HostBackend;
import dev.plumbline.runner.batch.EveryExit;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.batch.TokenTree;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.cache.PrefixCaches;
import dev.plumbline.runner.cache.SharedPrefix;
import dev.plumbline.runner.recurrence.Recurrence;
import dev.plumbline.runner.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Speculated texts of many seeds, beside the distribution that the model's logits give: three
 * tokens of three possible ones each, of which a draft gives the last two.
 */
@Tag("slow")
class SpeculationDistributionTest {
  private static final Bundle BUNDLE = Bundle.open(Path.of("..", "models", "embedded"));
  private static final String PROMPT = "A dial at";
  private static final int R = 8;
  private static final int DRAFT = 1;
  private static final int TOP_K = 3;
  private static final double TEMPERATURE = 12;
  private static final int NEW_TOKENS = 3;
  private static final int SEEDS = 6000;

  /** Each text's probability at R. */
  private static final Map<List<Integer>, Double> EXACT = new HashMap<>();

  private static Speculated speculated;
  private static List<List<Integer>> texts;

  @BeforeAll
  static void sample() {
    ModelOptions options = TestDevice.options().withThreads(1);
    try (HostBackend backend = HostBackend.ofPackedWeights(OptionalInt.of(1), false);
        Tokenizer tokenizer = Tokenizer.open(BUNDLE, false)) {
      Recurrence recurrence =
          new Recurrence(
              backend, BUNDLE, RecurrentModel.initialStates(options.initialState(), BUNDLE), false);
      addTexts(recurrence, tokenizer, List.of(), 1);
    }
    try (RecurrentModel model =
        RecurrentModel.open(
            BUNDLE, options.withSpeculation(new Speculation(DRAFT, NEW_TOKENS - 1)))) {
      texts = texts(model, R);
      speculated = model.speculated().total();
    }
  }

  private static void addTexts(
      Recurrence recurrence, Tokenizer tokenizer, List<Integer> text, double probability) {
    if (text.size() == NEW_TOKENS || text.stream().anyMatch(tokenizer::ends)) {
      EXACT.put(text, probability);
      return;
    }
    List<Integer> all = new ArrayList<>(tokenizer.encode(PROMPT));
    all.addAll(text);
    float[] logits = logits(recurrence, all);
    List<Integer> likely =
        IntStream.range(0, logits.length)
            .boxed()
            .sorted(Comparator.comparingDouble(token -> -logits[token]))
            .limit(TOP_K)
            .toList();
    double sum = likely.stream().mapToDouble(t -> Math.exp(logits[t] / TEMPERATURE)).sum();
    for (int token : likely) {
      List<Integer> longer = new ArrayList<>(text);
      longer.add(token);
      double share = Math.exp(logits[token] / TEMPERATURE) / sum;
      addTexts(recurrence, tokenizer, longer, probability * share);
    }
  }

  /** What follows the last token at R. */
  private static float[] logits(Recurrence recurrence, List<Integer> tokens) {
    List<float[]> found = new ArrayList<>();
    try (Arena.Frame memory = recurrence.memory();
        SharedPrefix none = SharedPrefix.none(memory, BUNDLE.shape().caches());
        PackedBatch batch = PackedBatch.ofTrees(memory, List.of(TokenTree.of(tokens)), 0);
        PrefixCaches caches = new PrefixCaches(memory, BUNDLE.shape().caches(), none, 1)) {
      recurrence.run(
          batch,
          EveryExit.of(Sweep.of(List.of(R)), 1),
          caches,
          exit -> {
            long[] last = {tokens.size() - 1};
            found.add(
                recurrence
                    .head(exit.last(), batch, caches.coda(R), last, new long[1], true)
                    .logitsAt(0));
          });
    }
    return found.get(0);
  }

  private static List<List<Integer>> texts(RecurrentModel model, int iterations) {
    List<Request> requests = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      Sampling how = new Sampling.Random(TEMPERATURE, TOP_K, 1, 0, seed);
      requests.add(
          new Request.GenerateUntil(
              new DocumentId("seeds", seed), PROMPT, List.of(), new Decoding(NEW_TOKENS, how)));
    }
    Map<Integer, List<Integer>> bySeed = new HashMap<>();
    model.answer(
        requests,
        new Sweep(List.of(SweepPoint.fixed(iterations))),
        (request, point, answer, usage) ->
            bySeed.put(request.document().number(), ((Answer.Generation) answer).tokens()));
    return IntStream.range(0, SEEDS).mapToObj(bySeed::get).toList();
  }

  /** The probability of texts that lie at least as far from the exact distribution. */
  private static double pValue(List<List<Integer>> sampled) {
    double statistic = 0;
    for (Map.Entry<List<Integer>, Double> text : EXACT.entrySet()) {
      double expected = text.getValue() * sampled.size();
      long count = sampled.stream().filter(text.getKey()::equals).count();
      statistic += (count - expected) * (count - expected) / expected;
    }
    return ChiSquaredDistribution.of(EXACT.size() - 1).survivalProbability(statistic);
  }

  @Test
  void theExactTextsAreAllThatThereAre() {
    assertThat(EXACT.values().stream().mapToDouble(p -> p).sum()).isCloseTo(1, within(1e-9));
    assertThat(EXACT.values()).allMatch(p -> p * SEEDS > 5);
    assertThat(EXACT.keySet()).containsAll(texts);
  }

  @Test
  void draftsAreOftenWrongAndOftenRight() {
    assertThat((double) speculated.accepted() / speculated.drafted()).isBetween(0.2, 0.9);
  }

  @Test
  void speculatedTextsHaveTheExactDistribution() {
    assertThat(pValue(texts)).isGreaterThan(0.01);
  }

  /** As if one wrong draft in five were kept: a fifth of the texts is the draft's own. */
  @Test
  void aBiasTowardsTheDraftIsSeen() {
    try (RecurrentModel model = RecurrentModel.open(BUNDLE, TestDevice.options())) {
      List<List<Integer>> drafts = texts(model, DRAFT);
      List<List<Integer>> biased =
          IntStream.range(0, SEEDS)
              .mapToObj(i -> i % 5 == 0 ? drafts.get(i) : texts.get(i))
              .toList();
      assertThat(pValue(biased)).isLessThan(1e-6);
    }
  }
}
