package dev.plumbline.runner.decode;

import dev.plumbline.runner.batch.NextToken;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What a sequence may go on with, before its own iterations have said so. */
final class Draft {
  private final GeneratedSequence sequence;
  private final int most;
  private final NextToken first;
  private final List<Integer> tokens = new ArrayList<>();
  private boolean ended;

  Draft(GeneratedSequence sequence, int lookahead) {
    this.sequence = sequence;
    this.most = sequence.finished() ? 0 : Math.min(lookahead, sequence.left());
    this.first = sequence.next();
  }

  GeneratedSequence sequence() {
    return sequence;
  }

  List<Integer> tokens() {
    return tokens;
  }

  boolean goesOn() {
    return tokens.size() < most && !ended;
  }

  void add(int token) {
    tokens.add(token);
    ended = sequence.endsWith(tokens);
  }

  /** What the draft reads next; one that has ended reads the last token once more. */
  NextToken next() {
    return reading(goesOn() ? tokens.size() : Math.max(0, tokens.size() - 1));
  }

  /** What the draft has read: the token before it, and all but its last. */
  List<NextToken> read() {
    return IntStream.range(0, tokens.size()).mapToObj(this::reading).toList();
  }

  private NextToken reading(int i) {
    return i == 0 ? first : new NextToken(tokens.get(i - 1), first.shared(), first.earlier() + i);
  }
}
