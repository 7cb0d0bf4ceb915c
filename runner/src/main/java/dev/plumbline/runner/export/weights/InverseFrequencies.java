package dev.plumbline.runner.export.weights;

import dev.plumbline.runner.network.Attention;
import dev.plumbline.runner.network.RotaryScaling;

/** The rotary angles of the first position, [head_dim / 2], in float32 steps. */
final class InverseFrequencies {
  private InverseFrequencies() {}

  /** As {@code precompute_freqs_cis} in raven_modeling_minimal.py computes them, then scaled. */
  static float[] of(Attention attention) {
    int headDim = attention.headDim();
    float base = (float) attention.rotary().base();
    float[] frequencies = new float[headDim / 2];
    for (int i = 0; i < frequencies.length; i++) {
      float exponent = 2f * i / headDim;
      frequencies[i] = 1 / (float) Math.pow(base, exponent);
    }
    return attention
        .rotary()
        .scaling()
        .match(() -> frequencies, llama3 -> scaled(frequencies, llama3));
  }

  /** As {@code _compute_llama3_parameters} in transformers' modeling_rope_utils.py. */
  private static float[] scaled(float[] frequencies, RotaryScaling.Llama3 by) {
    float[] scaled = new float[frequencies.length];
    for (int i = 0; i < scaled.length; i++) {
      float frequency = frequencies[i];
      float turns = (float) (by.originalBlockSize() * frequency / (2 * Math.PI));
      if (turns < by.lowFrequencyFactor()) {
        scaled[i] = frequency / (float) by.factor();
      } else if (turns > by.highFrequencyFactor()) {
        scaled[i] = frequency;
      } else {
        float smooth =
            (float)
                ((turns - by.lowFrequencyFactor())
                    / (by.highFrequencyFactor() - by.lowFrequencyFactor()));
        scaled[i] = (1 - smooth) * frequency / (float) by.factor() + smooth * frequency;
      }
    }
    return scaled;
  }
}
