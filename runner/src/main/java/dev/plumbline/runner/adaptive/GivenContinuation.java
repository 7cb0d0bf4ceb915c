package dev.plumbline.runner.adaptive;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.ExitedToken;
import dev.plumbline.protocol.Recorded;
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
    Head head = Head.of(logits);
    take(head.logprob(0, tokens.get(exited.size())), (int) head.argmax().get(0), steps, value);
  }

  /**
   * Takes what is predicted next.
   *
   * @param logprob of the token that is there
   */
  void take(float logprob, int argmax, int steps, float value) {
    int token = tokens.get(exited.size());
    sum += logprob;
    greedy &= argmax == token;
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

  /** Of a request whose continuations are all finished. */
  static Answer answer(List<GivenContinuation> continuations) {
    List<Float> sums = continuations.stream().map(c -> (float) c.sum).toList();
    List<Boolean> greedy = continuations.stream().map(c -> c.greedy).toList();
    List<List<ExitedToken>> exited = continuations.stream().map(c -> c.exited).toList();
    return sums.stream().allMatch(sum -> Float.isFinite(sum))
        ? new Answer.Loglikelihoods(sums, greedy, Recorded.exited(exited))
        : new Answer.Failed("the model gave a log-likelihood that is not finite: " + sums);
  }
}
