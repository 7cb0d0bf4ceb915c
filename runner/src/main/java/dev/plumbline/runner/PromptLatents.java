package dev.plumbline.runner;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.BackendException;
import dev.plumbline.runner.backend.MemoryShortage;
import dev.plumbline.runner.batch.Batches;
import dev.plumbline.runner.batch.EveryExit;
import dev.plumbline.runner.batch.MemoryBudget;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.batch.TokenTree;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.cache.PrefixCaches;
import dev.plumbline.runner.cache.SharedPrefix;
import dev.plumbline.runner.recurrence.HiddenState;
import dev.plumbline.runner.recurrence.InitialStates;
import dev.plumbline.runner.recurrence.Recurrence;
import dev.plumbline.runner.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The states that the core gives to prompts, for who studies where they go: of each prompt's last
 * token, [channels], by the iterations that it ran. A prompt is a request's context, or the text
 * that it reads as a whole, cut from the left to the block size.
 *
 * <p>They depend on the bundle, the prompt, the initial state and the noise alone.
 */
public final class PromptLatents {
  private final Bundle bundle;
  private final Recurrence recurrence;
  private final Tokenizer tokenizer;
  private final MemoryBudget budget;

  PromptLatents(Bundle bundle, Recurrence recurrence, Tokenizer tokenizer, MemoryBudget budget) {
    this.bundle = bundle;
    this.recurrence = recurrence;
    this.tokenizer = tokenizer;
    this.budget = budget;
  }

  /** In the order of the requests, after the iterations of each point of a sweep. */
  public List<SortedMap<Integer, float[]>> of(List<? extends Request> requests, Sweep sweep) {
    List<List<Integer>> prompts = requests.stream().map(this::tokens).toList();
    List<SortedMap<Integer, float[]>> latents = new ArrayList<>();
    prompts.forEach(prompt -> latents.add(new TreeMap<>()));
    List<Integer> order =
        Batches.longestFirst(
            IntStream.range(0, prompts.size()).boxed().toList(), i -> prompts.get(i).size());
    long tokens = Math.min(Batches.TOKENS, budget.tokens());
    for (List<Integer> batch :
        Batches.of(order, i -> prompts.get(i).size(), Integer.MAX_VALUE, tokens)) {
      run(
          recurrence,
          batch.stream().map(prompts::get).toList(),
          sweep,
          (row, iterations, states) ->
              latents.get(batch.get(row)).put(iterations, token(states, states.tokens() - 1)));
    }
    return latents;
  }

  /**
   * The same, but that the state of each prompt is at first another prompt's after the sweep's
   * deepest r: position by position, and from its beginning again where the other prompt is
   * shorter.
   *
   * @param others as many requests, whose prompts run first from the model's own initial state
   * @throws IllegalStateException if the core sees the prompt through the state alone
   */
  public List<SortedMap<Integer, float[]>> restarted(
      List<? extends Request> requests, List<? extends Request> others, Sweep sweep) {
    if (bundle.initialState().isEmpty()) {
      throw new IllegalStateException("another prompt's state would be another prompt");
    }
    Sweep deepest = Sweep.of(List.of(sweep.deepest()));
    List<SortedMap<Integer, float[]>> latents = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      List<float[]> end = new ArrayList<>();
      run(
          recurrence,
          List.of(tokens(others.get(i))),
          deepest,
          (row, iterations, states) -> {
            for (int token = 0; token < states.tokens(); token++) {
              end.add(token(states, token));
            }
          });
      InitialStates start =
          new InitialStates(bundle.shape().width(), position -> end.get(position % end.size()));
      SortedMap<Integer, float[]> path = new TreeMap<>();
      run(
          recurrence.startingAt(start),
          List.of(tokens(requests.get(i))),
          sweep,
          (row, iterations, states) -> path.put(iterations, token(states, states.tokens() - 1)));
      latents.add(path);
    }
    return latents;
  }

  private interface Observer {
    void reached(int row, int iterations, HiddenState states);
  }

  private void run(Recurrence from, List<List<Integer>> prompts, Sweep sweep, Observer observer) {
    try {
      for (Sweep pass : bundle.description().model().passes(sweep)) {
        MemoryShortage.watch(() -> runPass(from, prompts, pass, observer));
      }
    } catch (MemoryShortage e) {
      throw new PlumblineException(e.getMessage() + "; give the process more memory", e);
    } catch (BackendException e) {
      throw new PlumblineException("ONNX Runtime could not run the model: " + e.firstLine(), e);
    }
  }

  private void runPass(
      Recurrence from, List<List<Integer>> prompts, Sweep pass, Observer observer) {
    List<TokenTree> trees = prompts.stream().map(TokenTree::of).toList();
    try (Arena.Frame memory = from.memory();
        PackedBatch batch = PackedBatch.ofTrees(memory, trees, 0);
        SharedPrefix none = SharedPrefix.none(memory, from.shape().caches());
        PrefixCaches caches = new PrefixCaches(memory, from.shape().caches(), none, trees.size())) {
      from.run(
          batch,
          EveryExit.of(pass, trees.size()),
          caches,
          exit -> {
            for (int row = 0; row < batch.rows(); row++) {
              observer.reached(
                  row,
                  exit.iterations(),
                  exit.last().slice(batch.firstToken(row), batch.firstToken(row + 1)));
            }
          });
    }
  }

  private static float[] token(HiddenState states, int token) {
    return states.get(token, 1);
  }

  private List<Integer> tokens(Request request) {
    return new PromptTokens(tokenizer, bundle.shape().blockSize()).of(request);
  }
}
