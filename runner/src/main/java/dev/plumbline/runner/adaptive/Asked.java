package dev.plumbline.runner.adaptive;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Usage;
import dev.plumbline.protocol.Work;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A request being answered; where the memory gives out, it begins anew. */
final class Asked {
  private final Supplier<Plan> planner;
  private final Set<Rule> reported = new HashSet<>();
  private Plan plan;

  Asked(Supplier<Plan> planner) {
    this.planner = planner;
    this.plan = planner.get();
  }

  Request request() {
    return plan.request();
  }

  List<Reading> readings() {
    return plan.readings();
  }

  Stream<AdaptiveSequence> sequences() {
    return readings().stream()
        .flatMap(reading -> reading.sequences().values().stream().flatMap(List::stream));
  }

  /** Tokens of its longest prompt. */
  int longestContext() {
    return readings().stream().mapToInt(reading -> reading.context().size()).max().orElseThrow();
  }

  /** Forgets what was read. */
  void restart() {
    plan = planner.get();
  }

  /** Whether its answers at all points have been reported. */
  boolean reported(List<Rule> rules) {
    return reported.containsAll(rules);
  }

  /** Returns false where it was before. */
  boolean markReported(Rule rule) {
    return reported.add(rule);
  }

  boolean finished(Rule rule) {
    return readings().stream()
        .allMatch(
            reading ->
                reading.work(rule) != null
                    && reading.sequences().get(rule).stream().allMatch(AdaptiveSequence::finished));
  }

  Answer answer(Rule rule) {
    return plan.answer().apply(rule);
  }

  /** What it took so far at a point. */
  Usage usage(Rule rule) {
    long tokens = 0;
    long visibleKeys = 0;
    Work work = Work.UNIFORM;
    for (Reading reading : readings()) {
      long context = reading.context().size();
      tokens += context;
      visibleKeys += context * (context + 1) / 2;
      work = work.plus(reading.work(rule));
      for (AdaptiveSequence sequence : reading.sequences().get(rule)) {
        long read = sequence.read();
        tokens += read - context;
        visibleKeys += read * (read + 1) / 2 - context * (context + 1) / 2;
        work = work.plus(sequence.work());
      }
    }
    return new Usage(tokens, visibleKeys, 0, work, plan.truncated());
  }
}
