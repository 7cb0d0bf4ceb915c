package dev.plumbline.runner.adaptive;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.KeyLookup;
import dev.plumbline.protocol.Usage;
import dev.plumbline.protocol.Work;
import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.Tensor;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.batch.TokenTree;
import dev.plumbline.runner.bundle.CacheShape;
import dev.plumbline.runner.cache.KvCache;
import dev.plumbline.runner.cache.NewKeyValues;
import dev.plumbline.runner.cache.PartCache;
import dev.plumbline.runner.cache.PrefixCaches;
import dev.plumbline.runner.cache.SharedPrefix;
import dev.plumbline.runner.recurrence.Head;
import dev.plumbline.runner.recurrence.HiddenState;
import dev.plumbline.runner.recurrence.Recurrence;
import dev.plumbline.runner.recurrence.StepwisePass;
import dev.plumbline.runner.recurrence.Stopwatch;
import dev.plumbline.runner.recurrence.SweepRun;
import dev.plumbline.runner.score.RowScorer;
import dev.plumbline.runner.score.ScoringRow;
import dev.plumbline.runner.score.ScoringRow.Choice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Scores all tokens of prompts and continuations in one pass, from which each leaves on its own: in
 * iteration t a token sees what earlier ones are in iteration t, or were when they left. So says
 * reading one token after the other, too, where a token's exit depends on states up to its own and
 * on keys up to iteration t.
 */
final class AdaptiveScorer implements RowScorer {
  private final Recurrence recurrence;
  private final CacheShape shape;
  private final SweepRun run;
  private final Rule rule;

  AdaptiveScorer(Recurrence recurrence, SweepRun run, Rule rule) {
    this.recurrence = recurrence;
    this.shape = recurrence.shape().caches();
    this.run = run;
    this.rule = rule;
  }

  /** Whether one pass says what reading token by token says. */
  static boolean serves(Rule rule, ScoringRow row) {
    boolean nested =
        switch (rule.lookup().kind()) {
          case FULL, LATEST, AVAILABLE, SKIP -> true;
          case ALWAYS_LAST, RANDOMIZED, MEAN, FIRST, CYCLE, BLOCK, ANCHOR -> false;
        };
    boolean byState = !Criteria.of(rule.exit()).readsLogits();
    boolean onePrompt =
        row.choices().stream().map(choice -> choice.nodes().get(0)).distinct().count() == 1;
    return nested && byState && !rule.warmStart() && onePrompt;
  }

  /** Nodes that leave together: a prompt's, or a single one. */
  private record Group(Course course, int first, int count) {}

  /** A row's groups; those that run on, by their first nodes. */
  private final class Walk {
    private final ScoringRow row;
    private final int place;
    private final List<Group> groups = new ArrayList<>();
    private List<Group> running;

    /**
     * @param place among the rows
     * @param starts of its nodes
     */
    Walk(ScoringRow row, int place, HiddenState starts) {
      this.row = row;
      this.place = place;
      // The prompt was added first, so its nodes are the first ones.
      int prompt = row.choices().get(0).nodes().get(0) + 1;
      Seen start = new Seen(starts.get(0, prompt), starts.channels(), null, List.of());
      groups.add(new Group(AdaptiveSequence.beginPrompt(rule, start), 0, prompt));
      for (int node = prompt; node < row.tree().size(); node++) {
        Seen own = new Seen(starts.get(node, 1), starts.channels(), null, List.of());
        Course course = new Course(rule, rule.exit(), own, row.tree().depth(node) + 1L);
        groups.add(new Group(course, node, 1));
      }
      running = List.copyOf(groups);
    }

    int[] nodes() {
      return running.stream()
          .flatMapToInt(group -> IntStream.range(group.first, group.first + group.count))
          .toArray();
    }

    /** Of a node from the prompt's last one on. */
    Course course(int node) {
      return groups.get(Math.max(0, node - groups.get(0).count + 1)).course;
    }

    Usage usage() {
      Work work = Work.UNIFORM;
      for (Group group : groups) {
        work = work.plus(group.course.work());
      }
      return new Usage(row.tree().size(), row.tree().visibleKeys(), 0, work, row.truncated());
    }
  }

  @Override
  public void score(List<ScoringRow> rows, SharedPrefix prefix, RowListener listener) {
    Stopwatch stopwatch = new Stopwatch();
    List<TokenTree> trees = rows.stream().map(ScoringRow::tree).toList();
    int capacity =
        PackedBatch.roundUp(trees.stream().mapToInt(TokenTree::size).max().orElseThrow());
    try (Arena.Frame memory = recurrence.memory();
        PackedBatch whole = PackedBatch.ofTrees(memory, trees, prefix.earlierKeys());
        PrefixCaches nothing = new PrefixCaches(memory, shape, prefix, rows.size());
        NewKeyValues made = new NewKeyValues(memory, shape, whole.size());
        KvCache left = KvCache.ofCore(memory, shape, rows.size(), capacity)) {
      StepwisePass pass =
          recurrence.begin(memory, whole, nothing.prelude(), rule.iterations(), List.of());
      HiddenState ends = pass.states().gathered(memory, IntStream.range(0, whole.size()).toArray());
      List<Walk> walks = new ArrayList<>();
      for (int row = 0; row < rows.size(); row++) {
        HiddenState starts = pass.states().slice(whole.firstToken(row), whole.firstToken(row + 1));
        walks.add(new Walk(rows.get(row), row, starts));
      }
      Optional<Head> shallow = Optional.empty();
      List<Walk> running = walks;
      for (int t = 1; !running.isEmpty(); t++) {
        iterate(running, walks, t, pass, prefix, made, left, whole, ends);
        if (t == rule.shallow()) {
          shallow = Optional.of(head(rows, whole, nothing, ends, true));
        }
        running = running.stream().filter(walk -> !walk.running.isEmpty()).toList();
      }
      Head head = head(rows, whole, nothing, ends, shallow.isPresent());
      List<Answer> answers = answers(walks, head, shallow);
      for (Walk walk : walks) {
        Usage usage = walk.usage();
        run.meter().add(rule.point(), usage.tokens(), usage.visibleKeys(), usage.work(), 0);
        listener.scored(walk.row, rule.point(), answers.get(walk.place), usage);
      }
      run.meter().add(rule.point(), 0, 0, stopwatch.lap());
    }
  }

  /** One iteration of what still runs, after which some leave. */
  private void iterate(
      List<Walk> running,
      List<Walk> all,
      int t,
      StepwisePass pass,
      SharedPrefix prefix,
      NewKeyValues made,
      KvCache left,
      PackedBatch whole,
      HiddenState ends) {
    // As long as more than half of the rows run, the others idle beside them.
    boolean together = running.size() * 2 > all.size();
    List<Walk> rows = together ? all : running;
    try (Arena.Frame own = recurrence.memory();
        PackedBatch batch =
            PackedBatch.ofNodes(
                own,
                rows.stream().map(walk -> walk.row.tree()).toList(),
                rows.stream().map(Walk::nodes).toList(),
                prefix.capacity(),
                left.capacity(),
                rule.lookup().kind() != KeyLookup.Kind.SKIP)) {
      KvCache past =
          together
              ? left
              : left.gathered(
                  own, rows.stream().mapToInt(walk -> walk.place).toArray(), left.capacity());
      try {
        Map<String, Tensor> earlier = new HashMap<>(prefix.core(t));
        earlier.putAll(past.past());
        pass.iterate(
            batch,
            new PartCache(earlier, made.outputs(shape.coreLayers(), batch.size()), () -> {}));
      } finally {
        if (past != left) {
          past.close();
        }
      }
    }
    List<float[]> gates = pass.gates();
    List<Integer> staying = new ArrayList<>();
    int next = 0;
    for (Walk walk : running) {
      List<Group> goingOn = new ArrayList<>();
      for (Group group : walk.running) {
        int first = next;
        next += group.count;
        int last = next - 1;
        boolean inside = !group.course.left();
        group.course.ran(
            t,
            new Seen(
                pass.states().get(first, group.count),
                ends.channels(),
                null,
                gates.stream().map(iteration -> iteration[last]).toList()));
        if ((inside && group.course.left()) || t == rule.shallow()) {
          for (int i = 0; i < group.count; i++) {
            ends.put(whole.firstToken(walk.place) + group.first + i, pass.states(), first + i);
          }
        }
        if (group.course.done()) {
          left.keep(made, first, walk.place, group.first, group.count);
        } else {
          goingOn.add(group);
          IntStream.range(first, next).forEach(staying::add);
        }
      }
      walk.running = goingOn;
    }
    if (!staying.isEmpty() && staying.size() < next) {
      pass.retain(staying.stream().mapToInt(Integer::intValue).toArray());
    }
  }

  /** Takes all tokens through the coda, each as it is at its end. */
  private Head head(
      List<ScoringRow> rows,
      PackedBatch whole,
      PrefixCaches nothing,
      HiddenState ends,
      boolean logits) {
    long[] places = ScoringRow.places(rows, whole);
    long[] targets = ScoringRow.targets(rows);
    return recurrence.head(ends, whole, nothing.coda(rule.iterations()), places, targets, logits);
  }

  /** By row. */
  private List<Answer> answers(List<Walk> walks, Head head, Optional<Head> shallow) {
    List<Answer> answers = new ArrayList<>();
    int next = 0;
    for (Walk walk : walks) {
      walk.groups.forEach(group -> group.course.readAtItsEnd());
      List<GivenContinuation> continuations = new ArrayList<>();
      for (Choice choice : walk.row.choices()) {
        GivenContinuation continuation = new GivenContinuation(choice.tokens());
        for (int node : choice.nodes()) {
          Course course = walk.course(node);
          if (shallow.isPresent()) {
            continuation.take(
                rule.contrast(head.logitsAt(next), shallow.get().logitsAt(next)),
                course.steps(),
                course.value());
          } else {
            continuation.take(
                head.targetLogprob().get(next),
                (int) head.argmax().get(next),
                course.steps(),
                course.value());
          }
          next++;
        }
        continuations.add(continuation);
      }
      answers.add(GivenContinuation.answer(continuations));
    }
    return answers;
  }
}
