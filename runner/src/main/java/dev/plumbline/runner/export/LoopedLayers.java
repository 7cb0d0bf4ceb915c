package dev.plumbline.runner.export;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Network.Update;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The layers of an ordinary model that are run several times, without training (arXiv 2605.23872).
 *
 * @param first from 0
 * @param last included
 * @param update what an iteration does with what these layers give
 */
public record LoopedLayers(int first, int last, Update update) {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,4})-(\\d{1,4})");

  /** Reads {@code 10-19}. */
  public static LoopedLayers parse(String text, Update update) {
    Matcher range = RANGE.matcher(text.strip());
    if (!range.matches()) {
      throw new PlumblineException(
          "'%s' names no layers; write the first and the last, counted from 0, such as 10-19"
              .formatted(text));
    }
    return new LoopedLayers(
        Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)), update);
  }

  /**
   * A network of fixed depth with these layers as its core.
   *
   * @throws PlumblineException for a network that is looped already, or has no such layers
   */
  Network in(Network network) {
    if (network.update() != Update.ONCE) {
      throw new PlumblineException(
          "--loop is for models of fixed depth; this one has a core of its own");
    }
    int layers = network.preludeBlocks() + network.coreBlocks() + network.codaBlocks();
    if (first > last || last >= layers) {
      throw new PlumblineException(
          "--loop %d-%d: the model's layers are 0 to %d".formatted(first, last, layers - 1));
    }
    return network.withCore(first, last - first + 1, layers - 1 - last, update);
  }
}
