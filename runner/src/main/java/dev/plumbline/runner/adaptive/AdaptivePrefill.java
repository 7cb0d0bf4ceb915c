package dev.plumbline.runner.adaptive;

import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.batch.TokenTree;
import dev.plumbline.runner.bundle.CacheShape;
import dev.plumbline.runner.cache.LookupCaches;
import dev.plumbline.runner.cache.NewKeyValues;
import dev.plumbline.runner.cache.PartCache;
import dev.plumbline.runner.cache.PrefixCaches;
import dev.plumbline.runner.cache.SharedPrefix;
import dev.plumbline.runner.recurrence.Head;
import dev.plumbline.runner.recurrence.HiddenState;
import dev.plumbline.runner.recurrence.Recurrence;
import dev.plumbline.runner.recurrence.StepwisePass;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Reads prompts together, once for all points: a prompt's tokens leave the core together, at each
 * point when its rule says so.
 */
final class AdaptivePrefill {
  private final Recurrence recurrence;
  private final CacheShape shape;

  AdaptivePrefill(Recurrence recurrence) {
    this.recurrence = recurrence;
    this.shape = recurrence.shape().caches();
  }

  /** A prompt on its way, with its courses at all points. */
  private record Running(Reading reading, TokenTree tree, List<Course> courses) {
    boolean done() {
      return courses.stream().allMatch(Course::done);
    }
  }

  /**
   * Reads prompts, whose sequences get their first tokens.
   *
   * @param iterations of all points
   */
  void run(List<Reading> readings, int iterations) {
    List<TokenTree> trees = readings.stream().map(r -> TokenTree.of(r.context())).toList();
    int size = trees.stream().mapToInt(TokenTree::size).sum();
    try (Arena.Frame memory = recurrence.memory();
        SharedPrefix prefix = SharedPrefix.none(memory, shape);
        NewKeyValues made = new NewKeyValues(memory, shape, size)) {
      StepwisePass pass;
      List<Running> running = new ArrayList<>();
      try (PackedBatch batch = PackedBatch.ofTrees(memory, trees, 0);
          PrefixCaches nothing = new PrefixCaches(memory, shape, prefix, trees.size())) {
        PartCache prelude =
            new PartCache(
                nothing.prelude().earlier(),
                made.outputs(shape.preludeLayers(), batch.size()),
                () -> {
                  for (int i = 0; i < readings.size(); i++) {
                    for (Rule rule : readings.get(i).sequences().keySet()) {
                      keep(readings.get(i), rule, made, batch, i, LookupCaches::prelude);
                    }
                  }
                });
        pass = recurrence.begin(memory, batch, prelude, iterations, List.of());
        for (int i = 0; i < readings.size(); i++) {
          Seen start = seen(pass.states(), batch, i, null, List.of());
          List<Course> courses =
              readings.get(i).sequences().keySet().stream()
                  .map(rule -> AdaptiveSequence.beginPrompt(rule, start))
                  .toList();
          running.add(new Running(readings.get(i), trees.get(i), courses));
        }
      }
      for (int iteration = 1; !running.isEmpty(); iteration++) {
        running = iterate(running, iteration, pass, prefix, made);
      }
    }
  }

  /** Runs an iteration; returns the prompts that go on. */
  private List<Running> iterate(
      List<Running> running, int t, StepwisePass pass, SharedPrefix prefix, NewKeyValues made) {
    try (Arena.Frame memory = recurrence.memory();
        PackedBatch batch = batch(memory, running);
        PrefixCaches nothing = new PrefixCaches(memory, shape, prefix, running.size())) {
      pass.iterate(
          batch,
          new PartCache(
              nothing.core(t).earlier(),
              made.outputs(shape.coreLayers(), batch.size()),
              () -> {
                for (int i = 0; i < running.size(); i++) {
                  for (Course course : running.get(i).courses()) {
                    if (!course.done()) {
                      keep(running.get(i).reading(), course.rule(), made, batch, i, c -> c.core(t));
                    }
                  }
                }
              }));
      List<float[]> gates = pass.gates();
      List<Integer> reading = new ArrayList<>();
      for (int i = 0; i < running.size(); i++) {
        Seen seen = seen(pass.states(), batch, i, null, gates);
        List<Course> open =
            running.get(i).courses().stream().filter(course -> !course.done()).toList();
        open.forEach(course -> course.ran(t, seen));
        if (open.stream().anyMatch(Course::wantsLogits)) {
          reading.add(i);
        }
      }
      if (!reading.isEmpty()) {
        read(running, reading, t, pass, batch, prefix, made);
      }
      List<Running> staying = new ArrayList<>();
      List<Integer> tokens = new ArrayList<>();
      for (int i = 0; i < running.size(); i++) {
        if (running.get(i).done()) {
          Running done = running.get(i);
          done.courses().forEach(done.reading()::read);
        } else {
          staying.add(running.get(i));
          IntStream.range(batch.firstToken(i), batch.firstToken(i + 1)).forEach(tokens::add);
        }
      }
      if (!staying.isEmpty() && staying.size() < running.size()) {
        pass.retain(tokens.stream().mapToInt(Integer::intValue).toArray());
      }
      return staying;
    }
  }

  /** Takes some prompts through the coda. */
  private void read(
      List<Running> running,
      List<Integer> some,
      int t,
      StepwisePass pass,
      PackedBatch all,
      SharedPrefix prefix,
      NewKeyValues made) {
    List<Running> readers = some.stream().map(running::get).toList();
    int[] tokens =
        some.stream()
            .flatMapToInt(i -> IntStream.range(all.firstToken(i), all.firstToken(i + 1)))
            .toArray();
    try (Arena.Frame memory = recurrence.memory();
        PackedBatch batch = batch(memory, readers);
        PrefixCaches nothing = new PrefixCaches(memory, shape, prefix, readers.size())) {
      long[] last = new long[readers.size()];
      for (int i = 0; i < last.length; i++) {
        last[i] = batch.firstToken(i + 1) - 1L;
      }
      HiddenState states = pass.states().gathered(memory, tokens);
      PartCache coda =
          new PartCache(
              nothing.coda(t).earlier(),
              made.outputs(shape.codaLayers(), batch.size()),
              () -> {
                for (int i = 0; i < readers.size(); i++) {
                  for (Course course : readers.get(i).courses()) {
                    if (wants(course, t)) {
                      int depth = course.depth();
                      keep(
                          readers.get(i).reading(),
                          course.rule(),
                          made,
                          batch,
                          i,
                          c -> c.coda(depth));
                    }
                  }
                }
              });
      Head head = recurrence.head(states, batch, coda, last, new long[last.length], true);
      List<float[]> gates = pass.gates();
      for (int i = 0; i < readers.size(); i++) {
        Seen seen = seen(pass.states(), all, some.get(i), head.logitsAt(i), gates);
        for (Course course : readers.get(i).courses()) {
          if (wants(course, t)) {
            course.read(seen);
          }
        }
      }
    }
  }

  private static boolean wants(Course course, int iteration) {
    return course.kept() == iteration && course.wantsLogits();
  }

  private static PackedBatch batch(Arena.Frame memory, List<Running> running) {
    return PackedBatch.ofTrees(memory, running.stream().map(Running::tree).toList(), 0);
  }

  private static Seen seen(
      HiddenState states, PackedBatch batch, int row, float[] logits, List<float[]> gates) {
    int first = batch.firstToken(row);
    int count = batch.firstToken(row + 1) - first;
    return new Seen(
        states.get(first, count),
        states.channels(),
        logits,
        gates.stream().map(all -> all[first + count - 1]).toList());
  }

  private static void keep(
      Reading reading,
      Rule rule,
      NewKeyValues made,
      PackedBatch batch,
      int row,
      Function<LookupCaches, LookupCaches.Part> part) {
    int first = batch.firstToken(row);
    int count = batch.firstToken(row + 1) - first;
    for (AdaptiveSequence sequence : reading.sequences().get(rule)) {
      if (sequence.caches() != null) {
        part.apply(sequence.caches()).keep(made, first, sequence.row(), 0, count);
      }
    }
  }
}
