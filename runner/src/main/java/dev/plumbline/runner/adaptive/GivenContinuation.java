package dev.plumbline.runner.adaptive;

import dev.plumbline.protocol.ExitedToken;
import dev.plumbline.runner.recurrence.Head;
import java.util.ArrayList;
import java.util.List;

/** A continuation whose tokens' probabilities are wanted. */
final class GivenContinuation implements Follower {
  private final List<Integer> tokens;
  private final List<ExitedToken> exited = new ArrayList<>();
  private double sum;
  private boolean greedy = true;

  GivenContinuation(List<Integer> tokens) {
    this.tokens = tokens;
  }

  @Override
  public void take(float[] logits, int steps, float value) {
    int token = tokens.get(exited.size());
    Head head = Head.of(logits);
    float logprob = head.logprob(0, token);
    sum += logprob;
    greedy &= head.argmax().get(0) == token;
    exited.add(new ExitedToken(token, logprob, steps, value));
  }

  @Override
  public int next() {
    return tokens.get(exited.size() - 1);
  }

  @Override
  public boolean finished() {
    return exited.size() == tokens.size();
  }

  @Override
  public int mostRead() {
    return tokens.size() - 1;
  }

  float sum() {
    return (float) sum;
  }

  boolean greedy() {
    return greedy;
  }

  List<ExitedToken> exited() {
    return exited;
  }
}
