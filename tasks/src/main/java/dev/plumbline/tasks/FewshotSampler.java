package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.python.PythonRandom;
import java.util.List;

/**
 * Picks few-shot examples for one document after the other, as lm-evaluation-harness's {@code
 * ContextSampler} and {@code FirstNSampler}: one generator for all documents of a task, so that the
 * order of the documents counts.
 */
final class FewshotSampler {
  private final Fewshot.Sampler kind;
  private final List<Doc> pool;
  private final int count;
  private final boolean excludeAsked;
  private final PythonRandom random;

  /**
   * @param excludeAsked whether a document is kept out of its own examples
   */
  FewshotSampler(Fewshot.Sampler kind, List<Doc> pool, int count, boolean excludeAsked, long seed) {
    this.kind = kind;
    this.pool = pool;
    this.count = count;
    this.excludeAsked = excludeAsked;
    this.random = new PythonRandom(seed);
  }

  List<Doc> next(Doc asked) {
    if (count == 0) {
      return List.of();
    }
    return kind == Fewshot.Sampler.FIRST_N ? first(asked) : drawn(asked);
  }

  private List<Doc> first(Doc asked) {
    List<Doc> candidates = excludeAsked ? without(asked, pool) : pool;
    requireEnough(candidates.size(), count);
    return candidates.subList(0, count);
  }

  private List<Doc> drawn(Doc asked) {
    if (!excludeAsked) {
      requireEnough(pool.size(), count);
      return random.sample(pool, count);
    }
    requireEnough(pool.size(), count + 1);
    List<Doc> drawn = without(asked, random.sample(pool, count + 1));
    if (drawn.size() >= count) {
      return drawn.subList(0, count);
    }
    // The pool holds copies of the document, and more than one was drawn.
    List<Doc> others = without(asked, pool);
    requireEnough(others.size(), count);
    return random.sample(others, count);
  }

  private static List<Doc> without(Doc asked, List<Doc> docs) {
    return docs.stream().filter(doc -> !doc.fields().equals(asked.fields())).toList();
  }

  private static void requireEnough(int available, int needed) {
    if (available < needed) {
      throw new PlumblineException(
          needed
              + " few-shot examples are needed, but only "
              + available
              + " are there; ask for fewer");
    }
  }
}
