package dev.plumbline.runner.adaptive;

import java.util.List;

/** What a criterion sees of a token, or of a prompt, after an iteration. */
final class Seen {
  private final float[] states;
  private final int channels;
  private final float[] logits;
  private final List<Float> gate;

  /**
   * @param states of its tokens, [tokens, channels] flat
   * @param logits after its last token, [vocabulary]; null unless the criterion asks for them
   * @param gate what the exit gate made of its last token after each iteration so far, before the
   *     sigmoid; empty without a gate
   */
  Seen(float[] states, int channels, float[] logits, List<Float> gate) {
    this.states = states;
    this.channels = channels;
    this.logits = logits;
    this.gate = gate;
  }

  float[] states() {
    return states;
  }

  int channels() {
    return channels;
  }

  float[] logits() {
    return logits;
  }

  List<Float> gate() {
    return gate;
  }

  int tokens() {
    return states.length / channels;
  }
}
