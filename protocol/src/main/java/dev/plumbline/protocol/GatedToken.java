package dev.plumbline.protocol;

import java.util.List;

/**
 * A scored or generated token, and what the exit gate makes of the one that it is predicted from.
 *
 * @param logprob natural log of the token's probability at the point asked
 * @param gate after each loop from the first to the point's last, before the sigmoid
 */
public record GatedToken(int token, float logprob, List<Float> gate) {
  public GatedToken {
    gate = List.copyOf(gate);
  }

  /**
   * Takes one place of a call.
   *
   * @param gates [loops][places]
   */
  public static GatedToken at(int place, int token, float logprob, List<float[]> gates) {
    return new GatedToken(token, logprob, gates.stream().map(loop -> loop[place]).toList());
  }
}
