package dev.plumbline.runner.bundle;

import dev.plumbline.protocol.PlumblineException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tokens that mark a text's begin and end and fill batches; absent where the model has none.
 *
 * @param stops ids that end a generated text besides the end token, such as the end of a turn
 */
public record SpecialTokens(
    Optional<SpecialToken> bos,
    Optional<SpecialToken> eos,
    Optional<SpecialToken> pad,
    List<Integer> stops) {
  public SpecialTokens {
    if (stops == null || stops.stream().anyMatch(Objects::isNull)) {
      throw new PlumblineException("special_tokens.stops must be a list of token ids");
    }
    stops = List.copyOf(stops);
  }

  /**
   * One special token.
   *
   * @param token its text
   * @param id its row in the embedding
   */
  public record SpecialToken(String token, int id) {
    public SpecialToken {
      if (token == null) {
        throw new PlumblineException("a special token needs its text");
      }
    }
  }

  List<SpecialToken> present() {
    return Stream.of(bos, eos, pad).flatMap(Optional::stream).toList();
  }
}
