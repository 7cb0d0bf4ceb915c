package dev.plumbline.runner.adaptive;

/** What goes on behind a prompt: a continuation that is given, or a text that is generated. */
interface Follower {
  /** Takes what is predicted next, [vocabulary]. */
  void take(float[] logits, int steps, float value);

  /** The token that comes next; only if not {@link #finished}. */
  int next();

  /** Whether the model need not read on. */
  boolean finished();

  /** Tokens that it reads at most behind the prompt. */
  int mostRead();
}
