package dev.plumbline.runner;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Request;
import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.BackendException;
import dev.plumbline.runner.backend.MemoryShortage;
import dev.plumbline.runner.batch.Batches;
import dev.plumbline.runner.batch.MemoryBudget;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.batch.TokenTree;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.cache.PartCache;
import dev.plumbline.runner.cache.PrefixCaches;
import dev.plumbline.runner.cache.SharedPrefix;
import dev.plumbline.runner.recurrence.Recurrence;
import dev.plumbline.runner.recurrence.StepwisePass;
import dev.plumbline.runner.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Runs texts through the core and keeps every token's state after every iteration.
 *
 * <p>They depend on the bundle, the text, the initial state and the noise alone, not on what runs
 * together.
 */
public final class StateTracer {
  /** States of a batch that are kept in Java's memory. */
  private static final long STATE_BYTES = 256L << 20;

  private final Bundle bundle;
  private final Recurrence recurrence;
  private final Tokenizer tokenizer;
  private final MemoryBudget budget;
  private final OptionalInt batchSize;
  private final Map<Integer, String> texts = new HashMap<>();

  StateTracer(
      Bundle bundle,
      Recurrence recurrence,
      Tokenizer tokenizer,
      MemoryBudget budget,
      OptionalInt batchSize) {
    this.bundle = bundle;
    this.recurrence = recurrence;
    this.tokenizer = tokenizer;
    this.budget = budget;
    this.batchSize = batchSize;
  }

  /**
   * The tokens of a request's prompt, or of the text that is read as a whole; cut from the left to
   * the block size.
   *
   * @throws PlumblineException for an empty prompt where no token stands for it
   */
  public List<Integer> tokens(Request request) {
    return new PromptTokens(tokenizer, bundle.shape().blockSize()).of(request);
  }

  /**
   * A token as it stands within a text, or as the vocabulary names it where it is a special one.
   */
  public String text(int token) {
    return texts.computeIfAbsent(
        token,
        id -> {
          String text = tokenizer.text(id);
          return text.isEmpty() ? tokenizer.decodeAll(List.of(id)) : text;
        });
  }

  /** Which texts best run together: their places, longest texts first. */
  public List<List<Integer>> batches(List<List<Integer>> texts, int iterations) {
    long bytesPerToken = (iterations + 1L) * bundle.shape().width() * Float.BYTES;
    long tokens =
        Math.max(
            1, Math.min(Math.min(Batches.TOKENS, budget.tokens()), STATE_BYTES / bytesPerToken));
    List<Integer> order =
        Batches.longestFirst(
            IntStream.range(0, texts.size()).boxed().toList(), i -> texts.get(i).size());
    return Batches.of(order, i -> texts.get(i).size(), batchSize.orElse(Integer.MAX_VALUE), tokens);
  }

  /** Runs texts together: each one's states. */
  public List<TracedStates> trace(List<List<Integer>> texts, int iterations) {
    return watched(() -> run(texts, iterations, List.of(), 0));
  }

  /**
   * Runs texts together, each with a second state beside its own, which goes through the same
   * iterations.
   *
   * @param beside one for each text
   * @param atEnd how many iterations more both run, each from the text's last state and what stands
   *     beside it
   */
  public List<TracedStates> trace(
      List<List<Integer>> texts, int iterations, List<? extends BesideState> beside, int atEnd) {
    if (beside.size() != texts.size()) {
      throw new IllegalArgumentException(beside.size() + " states beside " + texts.size());
    }
    return watched(() -> run(texts, iterations, beside, atEnd));
  }

  /**
   * What would be said after each token if the core stopped earlier.
   *
   * @param states of the texts after {@link #trace}
   * @param depths iterations, ascending; the last one's prediction is what others are compared with
   */
  public List<TracedLens> lens(
      List<List<Integer>> texts, List<TracedStates> states, List<Integer> depths) {
    return watched(() -> new LensPass(recurrence, texts, states, depths).read());
  }

  private static <T> T watched(Supplier<T> work) {
    try {
      return MemoryShortage.watch(work);
    } catch (MemoryShortage e) {
      throw new PlumblineException(e.getMessage() + "; give the process more memory", e);
    } catch (BackendException e) {
      throw new PlumblineException("ONNX Runtime could not run the model: " + e.firstLine(), e);
    }
  }

  private List<TracedStates> run(
      List<List<Integer>> texts, int iterations, List<? extends BesideState> beside, int atEnd) {
    List<TokenTree> rows = texts.stream().map(TokenTree::of).toList();
    try (Arena.Frame memory = recurrence.memory();
        PackedBatch batch = PackedBatch.ofTrees(memory, rows, 0);
        SharedPrefix none = SharedPrefix.none(memory, recurrence.shape().caches());
        PrefixCaches caches =
            new PrefixCaches(memory, recurrence.shape().caches(), none, rows.size())) {
      Supplier<StepwisePass> begun =
          () -> recurrence.begin(memory, batch, caches.prelude(), iterations, List.of());
      StepwisePass own = begun.get();
      Optional<StepwisePass> other = beside.isEmpty() ? Optional.empty() : Optional.of(begun.get());
      List<float[][]> states = new ArrayList<>();
      texts.forEach(text -> states.add(new float[iterations + 1][]));
      for (int i = 0; i <= iterations + atEnd; i++) {
        if (i > 0) {
          PartCache cache = caches.core(Math.min(i, iterations));
          other.ifPresent(pass -> set(pass, own, batch, beside));
          own.iterate(batch, cache);
          other.ifPresent(pass -> pass.iterate(batch, cache));
          other.ifPresent(pass -> told(pass, own, batch, beside));
        }
        for (int text = 0; text < texts.size(); text++) {
          if (i <= iterations) {
            states.get(text)[i] = row(own, batch, text);
          } else {
            own.states().put(batch.firstToken(text), states.get(text)[iterations]);
          }
        }
      }
      int channels = recurrence.shape().width();
      return states.stream().map(all -> new TracedStates(channels, all)).toList();
    }
  }

  private static void set(
      StepwisePass other, StepwisePass own, PackedBatch batch, List<? extends BesideState> beside) {
    for (int text = 0; text < beside.size(); text++) {
      float[] state = beside.get(text).beside(row(own, batch, text));
      other.states().put(batch.firstToken(text), state);
    }
  }

  private static void told(
      StepwisePass other, StepwisePass own, PackedBatch batch, List<? extends BesideState> beside) {
    for (int text = 0; text < beside.size(); text++) {
      beside.get(text).advanced(row(own, batch, text), row(other, batch, text));
    }
  }

  private static float[] row(StepwisePass pass, PackedBatch batch, int row) {
    int first = batch.firstToken(row);
    return pass.states().get(first, batch.firstToken(row + 1) - first);
  }
}
