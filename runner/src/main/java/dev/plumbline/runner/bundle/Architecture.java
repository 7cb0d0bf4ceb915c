package dev.plumbline.runner.bundle;

import dev.plumbline.protocol.PlumblineException;
import java.util.List;

/**
 * Dimensions and constants of a recurrent-depth model in the layout of Huginn-0125 (arXiv
 * 2502.05171).
 *
 * @param nEmbd width of the hidden state, E
 * @param nHeads attention heads, H; keys and values have as many
 * @param headDim channels of a head, D = E / H, even
 * @param intermediateSize width of the gated MLP, I
 * @param vocabSize columns of the logits, V, padding included
 * @param blockSize longest sequence the rotary tables cover
 * @param preludeLayers layers before the recurrence
 * @param coreLayers layers of the core block, run once per iteration
 * @param codaLayers layers after the recurrence
 * @param normEps added to the mean square in RMSNorm
 * @param ropeBase base of the rotary frequencies
 * @param qkBias whether queries and keys have a bias
 * @param tieEmbeddings whether the head's weight is the embedding's
 * @param embeddingScale factor on the token embeddings
 * @param stateInit distribution of the state before the first iteration
 * @param meanRecurrence mean iteration count in training
 */
public record Architecture(
    int nEmbd,
    int nHeads,
    int headDim,
    int intermediateSize,
    int vocabSize,
    int blockSize,
    int preludeLayers,
    int coreLayers,
    int codaLayers,
    double normEps,
    double ropeBase,
    boolean qkBias,
    boolean tieEmbeddings,
    double embeddingScale,
    StateInit stateInit,
    int meanRecurrence) {

  public Architecture {
    within(1, 1 << 20, "n_embd", nEmbd);
    within(1, 1 << 16, "n_heads", nHeads);
    within(1, 1 << 22, "intermediate_size", intermediateSize);
    within(1, 1 << 24, "vocab_size", vocabSize);
    within(1, 1 << 24, "block_size", blockSize);
    within(0, 1 << 12, "prelude_layers", preludeLayers);
    within(1, 1 << 12, "core_layers", coreLayers);
    within(0, 1 << 12, "coda_layers", codaLayers);
    within(1, 1 << 20, "mean_recurrence", meanRecurrence);
    positive("norm_eps", normEps);
    positive("rope_base", ropeBase);
    positive("embedding_scale", embeddingScale);
    if ((long) nHeads * headDim != nEmbd || headDim % 2 != 0) {
      throw new PlumblineException(
          "n_embd must be n_heads times an even head_dim, got n_embd %d, n_heads %d, head_dim %d"
              .formatted(nEmbd, nHeads, headDim));
    }
    if (stateInit == null) {
      throw new PlumblineException("state_init is missing");
    }
  }

  /**
   * A normal distribution with mean 0, cut on both sides and scaled.
   *
   * @param distribution {@value #TRUNCATED_NORMAL}, the only one known
   * @param std standard deviation before the cut
   * @param cut where it is cut, in standard deviations
   * @param scale factor on the draw
   */
  public record StateInit(String distribution, double std, double cut, double scale) {
    public static final String TRUNCATED_NORMAL = "truncated_normal";

    public StateInit {
      if (!TRUNCATED_NORMAL.equals(distribution)) {
        throw new PlumblineException(
            "state_init.distribution must be '%s', got '%s'"
                .formatted(TRUNCATED_NORMAL, distribution));
      }
      positive("state_init.std", std);
      positive("state_init.cut", cut);
      positive("state_init.scale", scale);
    }
  }

  /** Trained numbers, a tied embedding counted once. */
  public long parameters() {
    long e = nEmbd;
    long embedding = e * vocabSize;
    long norms = 4 * e;
    long bias = qkBias ? 2 * e : 0;
    return embedding * (tieEmbeddings ? 1 : 2)
        + layers(1) * (layerWeights() + norms + bias)
        + adapterWeights()
        + e;
  }

  /** The sizes that the graphs have. */
  public ModelShape shape() {
    return new ModelShape(
        nEmbd,
        vocabSize,
        blockSize,
        new CacheShape(preludeLayers, coreLayers, codaLayers, nHeads, headDim),
        12L * nEmbd + 4L * intermediateSize + 2L * vocabSize);
  }

  /**
   * The matrix products, in multiply-adds:
   *
   * <pre>
   * layer   = 3 E E + E E + 2 I E + E I, and 2 E for each key    Wqkv, proj, fc, proj; scores, values
   * adapter = E E                                                its part on the embedding runs once
   * head    = E V
   * </pre>
   */
  public CostTable costs() {
    return new CostTable(
        List.of(
            new CostTable.Term(
                "layer", layerWeights(), 2L * nEmbd, preludeLayers + codaLayers, coreLayers),
            new CostTable.Term("adapter", (long) nEmbd * nEmbd, 0, 1, 1),
            new CostTable.Term("head", (long) nEmbd * vocabSize, 0, 1, 0)));
  }

  private long layers(int iterations) {
    return preludeLayers + (long) iterations * coreLayers + codaLayers;
  }

  private long layerWeights() {
    return 4L * nEmbd * nEmbd + 3L * nEmbd * intermediateSize;
  }

  private long adapterWeights() {
    return 2L * nEmbd * nEmbd;
  }

  /** Far above any model, and low enough that no product of dimensions overflows. */
  private static void within(int least, int most, String key, int value) {
    if (value < least) {
      throw new PlumblineException("%s must be at least %d, got %d".formatted(key, least, value));
    }
    if (value > most) {
      throw new PlumblineException("%s must be at most %d, got %d".formatted(key, most, value));
    }
  }

  private static void positive(String key, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new PlumblineException("%s must be positive and finite, got %s".formatted(key, value));
    }
  }
}
