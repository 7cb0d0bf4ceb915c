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
 * All blocks are alike.
 *
 * @param width channels of the state
 * @param vocabSize columns of the logits, padding included
 * @param blockSize longest sequence that the rotary tables cover
 * @param embeddingScale factor on the token embeddings
 * @param preludeBlocks before the iterations
 * @param coreBlocks in each iteration
 * @param codaBlocks after the iterations
 * @param update what an iteration does with what its blocks give
 * @param finalNorm where the model's own RMSNorm stands, which has one weight
 * @param exitGate whether a linear layer with a bias makes one number of each iteration's state,
 *     whose sigmoid is the probability to exit there; only before a head that stands alone, so that
 *     expected logits are the logits of expected states
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
    Update update,
    Set<FinalNorm> finalNorm,
    boolean exitGate,
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
    Limits.present("update", update);
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
    if (exitGate
        && (codaBlocks > 0
            || finalNorm.contains(FinalNorm.BEFORE_CODA)
            || finalNorm.contains(FinalNorm.BEFORE_HEAD))) {
      throw new PlumblineException("an exit gate needs a head with nothing before it");
    }
  }

  /** What becomes of the state x and of g(x), which the core's blocks make of it. */
  public enum Update {
    /** The state is g(x); later iterations take it as the first one took x. */
    @JsonProperty("replace")
    REPLACE,
    /**
     * The state is x + (g(x) - x) / r. The step depends on r, so that the iterations of one r are
     * no beginning of another's.
     */
    @JsonProperty("damped")
    DAMPED,
    /** The state is g(x), once: the model has a fixed depth, and r is 1. */
    @JsonProperty("once")
    ONCE
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

  /** The same blocks, parted in another way. */
  public Network withCore(int prelude, int core, int coda, Update by) {
    return new Network(
        width,
        vocabSize,
        blockSize,
        embeddingScale,
        prelude,
        core,
        coda,
        block,
        injection,
        by,
        finalNorm,
        exitGate,
        tiedHead,
        normEpsilon);
  }

  /** The place of a part's block among all. */
  public int layer(Part part, int block) {
    return switch (part) {
      case PRELUDE -> block;
      case CORE -> preludeBlocks + block;
      case CODA -> preludeBlocks + coreBlocks + block;
    };
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
    int norms = (block.norms().beforeBranch() ? 2 : 0) + (block.norms().behindBranch() ? 2 : 0);
    Attention attention = block.attention();
    long queries = attention.queryChannels();
    long keys = attention.keyValueChannels();
    long bias =
        switch (attention.bias()) {
          case NONE -> 0;
          case QUERY_KEY -> queries + keys;
          case QUERY_KEY_VALUE -> queries + 2 * keys;
        };
    long headNorms =
        switch (attention.queryKeyNorm()) {
          case NONE -> 0;
          case PER_HEAD -> 2L * attention.headDim();
          case FULL_WIDTH -> queries + keys;
        };
    long adapter = injection.match(linear -> 2L * width * width, () -> 0L);
    return embedding * (tiedHead ? 1 : 2)
        + ((long) preludeBlocks + coreBlocks + codaBlocks)
            * (blockWeights() + (long) norms * width + bias + headNorms)
        + adapter
        + (exitGate ? width + 1L : 0)
        + (finalNorm.isEmpty() ? 0 : width);
  }
}
