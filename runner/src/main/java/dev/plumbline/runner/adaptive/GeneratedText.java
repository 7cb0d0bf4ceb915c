package dev.plumbline.runner.adaptive;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.ExitedToken;
import dev.plumbline.protocol.Recorded;
import dev.plumbline.runner.decode.GeneratedSequence;
import dev.plumbline.runner.recurrence.Head;
import java.util.ArrayList;
import java.util.List;

/** A text that the model writes. */
final class GeneratedText implements Follower {
  private final GeneratedSequence sequence;
  private final int most;
  private final List<ExitedToken> exited = new ArrayList<>();

  /**
   * @param most new tokens
   */
  GeneratedText(GeneratedSequence sequence, int most) {
    this.sequence = sequence;
    this.most = most;
  }

  @Override
  public void take(float[] logits, int steps, float value) {
    Head head = Head.of(logits);
    sequence.append(head, 0, List.of());
    if (!sequence.failed()) {
      int token = next();
      exited.add(new ExitedToken(token, head.logprob(0, token), steps, value));
    }
  }

  @Override
  public int next() {
    return sequence.next().id();
  }

  @Override
  public boolean finished() {
    return sequence.finished();
  }

  @Override
  public int mostRead() {
    return most - 1;
  }

  Answer answer() {
    return sequence.answer(Recorded.exited(List.of(exited)));
  }
}
