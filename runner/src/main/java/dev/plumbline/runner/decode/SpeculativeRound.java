package dev.plumbline.runner.decode;

import dev.plumbline.protocol.Speculated;
import dev.plumbline.protocol.Speculation;
import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.batch.ExitRule;
import dev.plumbline.runner.batch.FixedExits;
import dev.plumbline.runner.batch.NextToken;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.cache.NewKeyValues;
import dev.plumbline.runner.cache.PartCache;
import dev.plumbline.runner.cache.SharedPrefix;
import dev.plumbline.runner.recurrence.CostMeter;
import dev.plumbline.runner.recurrence.ExitState;
import dev.plumbline.runner.recurrence.Head;
import dev.plumbline.runner.recurrence.KeptStates;
import dev.plumbline.runner.recurrence.Recurrence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Some next tokens of each sequence of a batch. The first iterations draft them, one token after
 * the other, just as plain decoding begins; the states that they end with go through the other
 * iterations together, which say what the tokens should have been. What is kept is plain decoding's
 * choice alone: the drafts as long as they are right, and the right token where one is not.
 *
 * <p>Several tokens of a sequence in one call take another way through the attention than one, and
 * the two differ by rounding. Where a choice is so close that this might decide it, the sequence is
 * {@link Replay replayed}.
 */
final class SpeculativeRound {
  /**
   * By how much rounding may change the difference of two logits, generously: docs/speculation.md
   * has what was measured.
   */
  static final double MARGIN = 3e-4;

  private final Recurrence recurrence;
  private final Speculation speculation;
  private final ContinuousBatch live;
  private final SharedPrefix prefix;
  private final ExitRule exits;
  private final List<Draft> drafts;

  SpeculativeRound(
      Recurrence recurrence, Speculation speculation, ContinuousBatch live, SharedPrefix prefix) {
    this.recurrence = recurrence;
    this.speculation = speculation;
    this.live = live;
    this.prefix = prefix;
    this.exits = live.exits();
    this.drafts =
        live.sequences().stream()
            .map(sequence -> new Draft(sequence, speculation.lookahead()))
            .toList();
  }

  void run(CostMeter meter, DraftLedger ledger) {
    StepCosts costs = new StepCosts(live);
    int rows = drafts.size();
    int most = rows * (speculation.lookahead() + 1);
    try (Arena.Frame memory = recurrence.memory();
        NewKeyValues made = new NewKeyValues(memory, recurrence.shape().caches(), most)) {
      KeptStates kept = recurrence.newStates(memory, most);
      for (int ahead = 0; drafts.stream().anyMatch(Draft::goesOn); ahead++) {
        draft(kept, ahead, made);
      }
      verify(kept, made, memory, costs, ledger);
    }
    costs.addTo(meter);
  }

  /**
   * Reads one token of each sequence as far as a draft does.
   *
   * @param kept where their states stay, [ahead][rows]
   */
  private void draft(KeptStates kept, int ahead, NewKeyValues made) {
    int rows = drafts.size();
    ExitRule rule = new FixedExits(Collections.nCopies(rows, speculation.depth()));
    List<NextToken> next = drafts.stream().map(Draft::next).toList();
    try (Arena.Frame memory = recurrence.memory();
        PackedBatch batch =
            PackedBatch.ofNextTokens(memory, next, prefix.capacity(), live.caches().capacity())) {
      StepCaches caches = caches(rule, made, batch, next.stream().map(NextToken::earlier).toList());
      recurrence.run(
          batch,
          rule,
          exits.exits(),
          caches,
          exit -> {
            for (int row = 0; row < rows; row++) {
              kept.put(ahead * rows + row, exit, row);
            }
            PartCache coda = caches.coda(exit.iterations());
            if (drafts.stream().anyMatch(Draft::drafts)) {
              long[] places = LongStream.range(0, rows).toArray();
              boolean logits = live.sequences().stream().anyMatch(GeneratedSequence::sampled);
              Head head = recurrence.head(exit.last(), batch, coda, places, new long[rows], logits);
              for (int row = 0; row < rows; row++) {
                read(drafts.get(row), head, row, ahead);
              }
            } else {
              // Whatever it predicts: the coda's keys and values are wanted.
              if (recurrence.shape().caches().codaLayers() > 0) {
                recurrence.head(exit.last(), batch, coda, new long[1], new long[1], false);
              }
              drafts.stream().filter(Draft::goesOn).forEach(Draft::read);
            }
          });
    }
  }

  private static void read(Draft draft, Head head, int row, int ahead) {
    if (draft.drafts()) {
      draft.read(draft.sequence().choice(head, row, ahead));
    } else if (draft.goesOn()) {
      draft.read();
    }
  }

  private StepCaches caches(
      ExitRule rule, NewKeyValues made, PackedBatch batch, List<Integer> slots) {
    return new StepCaches(live.caches(), prefix, rule, made, batch, slots);
  }

  private void verify(
      KeptStates kept, NewKeyValues made, Arena.Frame memory, StepCosts costs, DraftLedger ledger) {
    List<Integer> read = new ArrayList<>();
    for (int row = 0; row < drafts.size(); row++) {
      for (int ahead = 0; ahead < drafts.get(row).reading().size(); ahead++) {
        read.add(ahead * drafts.size() + row);
      }
    }
    try (PackedBatch batch =
        PackedBatch.ofContinuations(
            memory,
            drafts.stream().map(Draft::reading).toList(),
            prefix.capacity(),
            live.caches().capacity())) {
      List<Integer> slots = drafts.stream().map(draft -> draft.sequence().read()).toList();
      StepCaches caches = caches(exits, made, batch, slots);
      recurrence.resume(
          kept.gather(memory, read),
          speculation.depth(),
          batch,
          exits,
          exits.exits(),
          caches,
          exit -> {
            costs.reached(exit.iterations());
            keep(exit, batch, caches, costs, ledger);
            costs.left(exit.iterations());
          });
    }
  }

  /** Gives their tokens to the sequences that leave after this exit. */
  private void keep(
      ExitState exit, PackedBatch batch, StepCaches caches, StepCosts costs, DraftLedger ledger) {
    int from = caches.first(exit.iterations());
    int to = exits.running(exit.iterations());
    try (Arena.Frame memory = recurrence.memory();
        PackedBatch rows = batch.slice(memory, from, to)) {
      if (rows.size() == 0) {
        return;
      }
      int first = batch.firstToken(from);
      long[] places = LongStream.range(0, rows.size()).toArray();
      Head head =
          recurrence.head(
              exit.last().slice(first, first + rows.size()),
              rows,
              caches.coda(exit.iterations()),
              places,
              new long[places.length],
              true);
      for (int row = from; row < to; row++) {
        Draft draft = drafts.get(row);
        if (rows.firstToken(row - from) < rows.firstToken(row - from + 1)) {
          Speculated came = keep(draft, head, batch.firstToken(row) - first);
          costs.more(draft.sequence(), came.tokens() - 1);
          ledger.add(draft.sequence().point(), came);
        }
      }
    }
  }

  private Speculated keep(Draft draft, Head head, int place) {
    GeneratedSequence sequence = draft.sequence();
    int kept = 0;
    int accepted = 0;
    int replayed = 0;
    boolean right = true;
    while (right && !sequence.finished() && kept < draft.reading().size()) {
      if (sequence.isClose(head.logitsAt(place + kept), MARGIN)) {
        replayed = new Replay(recurrence, prefix, live, sequence).run();
      } else {
        sequence.append(head, place + kept, List.of());
      }
      if (sequence.failed()) {
        break;
      }
      right = kept < draft.tokens().size() && sequence.last() == draft.tokens().get(kept);
      kept++;
      accepted += right ? 1 : 0;
      right &= replayed == 0;
    }
    return new Speculated(draft.tokens().size(), accepted, kept, 1, replayed);
  }
}
