package dev.plumbline.tasks;

import dev.plumbline.protocol.Decoding;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Sampling;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * How text is generated, where the user wants it otherwise than the tasks say; what is absent is as
 * the task says.
 *
 * @param maxGenToks most tokens to generate, at least 1
 * @param temperature 0 is greedy, whatever else is given
 * @param topK 0 is all tokens
 * @param topP in (0, 1]
 * @param minP in [0, 1)
 * @param seed of sampled generations; with the document it names the random stream
 */
public record DecodingOptions(
    OptionalInt maxGenToks,
    OptionalDouble temperature,
    OptionalInt topK,
    OptionalDouble topP,
    OptionalDouble minP,
    long seed) {

  public DecodingOptions {
    Objects.requireNonNull(maxGenToks, "maxGenToks");
    Objects.requireNonNull(temperature, "temperature");
    Objects.requireNonNull(topK, "topK");
    Objects.requireNonNull(topP, "topP");
    Objects.requireNonNull(minP, "minP");
  }

  /** Everything as the task says, seed 0. */
  public static DecodingOptions defaults() {
    return new DecodingOptions(
        OptionalInt.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        0);
  }

  public DecodingOptions withSeed(long other) {
    return new DecodingOptions(maxGenToks, temperature, topK, topP, minP, other);
  }

  /**
   * How the answer to a document is generated: greedily, unless the task or the user asks for a
   * temperature above 0.
   *
   * @throws dev.plumbline.protocol.PlumblineException for a value out of its range
   */
  Decoding decoding(GenerationDefaults task, DocumentId document) {
    int maxTokens =
        maxGenToks.orElse(task.maxGenToks().orElse(GenerationDefaults.DEFAULT_MAX_GEN_TOKS));
    double t = temperature.orElse(task.doSample() ? task.temperature().orElse(1) : 0);
    if (t == 0) {
      return Decoding.greedy(maxTokens);
    }
    return new Decoding(
        maxTokens,
        new Sampling.Random(
            t,
            topK.orElse(task.topK().orElse(0)),
            topP.orElse(task.topP().orElse(1)),
            minP.orElse(task.minP().orElse(0)),
            documentSeed(document)));
  }

  /** A stream of its own for every document, whatever else the run holds. */
  private long documentSeed(DocumentId document) {
    String name = seed + "/" + document.task() + "/" + document.number();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
  }
}
