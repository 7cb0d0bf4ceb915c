package dev.plumbline.runner.network;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.plumbline.protocol.PlumblineException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A language model whose core runs r times:
 *
 * <pre>
 * e   = prelude(embeddingScale * embedding(tokens))
 * s_i = core(s_{i-1}, e)                               for i from 1 to r
 * logits = head(coda(s_r))
 * </pre>
 *
 * All blocks are alike. A model of fixed depth is one whose r is 1.
 *
 * @param width channels of the state
 * @param vocabSize columns of the logits, padding included
 * @param blockSize longest sequence that the rotary tables cover
 * @param embeddingScale factor on the token embeddings
 * @param preludeBlocks before the iterations
 * @param coreBlocks in each iteration
 * @param codaBlocks after the iterations
 * @param finalNorm where the model's own RMSNorm stands, which has one weight
 * @param tiedHead whether the head's matrix is the embedding's
 * @param normEpsilon added to the mean square in every RMSNorm
 */
public record Network(
    int width,
    int vocabSize,
    int blockSize,
    double embeddingScale,
    int preludeBlocks,
    int coreBlocks,
    int codaBlocks,
    Block block,
    Injection injection,
    Set<FinalNorm> finalNorm,
    boolean tiedHead,
    double normEpsilon) {

  public Network {
    Limits.within(1, 1 << 20, "width", width);
    Limits.within(1, 1 << 24, "vocab_size", vocabSize);
    Limits.within(1, 1 << 24, "block_size", blockSize);
    Limits.positive("embedding_scale", embeddingScale);
    Limits.within(0, 1 << 12, "prelude_blocks", preludeBlocks);
    Limits.within(1, 1 << 12, "core_blocks", coreBlocks);
    Limits.within(0, 1 << 12, "coda_blocks", codaBlocks);
    Limits.present("block", block);
    Limits.present("injection", injection);
    Limits.present("final_norm", finalNorm);
    Limits.positive("norm_epsilon", normEpsilon);
    Set<FinalNorm> sorted = EnumSet.noneOf(FinalNorm.class);
    for (FinalNorm place : finalNorm) {
      if (place == null) {
        throw new PlumblineException("final_norm must not hold null");
      }
      sorted.add(place);
    }
    finalNorm = Collections.unmodifiableSet(sorted);
  }

  /** A place of the model's own norm. */
  public enum FinalNorm {
    /** At the end of each iteration; the next one begins with what comes out. */
    @JsonProperty("after_iteration")
    AFTER_ITERATION,
    @JsonProperty("before_coda")
    BEFORE_CODA,
    @JsonProperty("before_head")
    BEFORE_HEAD
  }

  /** How many blocks a part has. */
  public int blocks(Part part) {
    return switch (part) {
      case PRELUDE -> preludeBlocks;
      case CORE -> coreBlocks;
      case CODA -> codaBlocks;
    };
  }

  /** Weights of a block's matrices. */
  public long blockWeights() {
    long channels =
        2L * block.attention().queryChannels() + 2L * block.attention().keyValueChannels();
    return width * channels + 3L * width * block.intermediateSize();
  }

  /** Trained numbers, a tied embedding counted once. */
  public long parameters() {
    long embedding = (long) width * vocabSize;
    int norms =
        switch (block.norms()) {
          case PRE -> 2;
          case SANDWICH_AROUND_SUM -> 4;
        };
    Attention attention = block.attention();
    long bias =
        attention.queryKeyBias() ? attention.queryChannels() + attention.keyValueChannels() : 0;
    long adapter = injection.match(linear -> 2L * width * width, () -> 0L);
    return embedding * (tiedHead ? 1 : 2)
        + ((long) preludeBlocks + coreBlocks + codaBlocks)
            * (blockWeights() + (long) norms * width + bias)
        + adapter
        + (finalNorm.isEmpty() ? 0 : width);
  }
}
