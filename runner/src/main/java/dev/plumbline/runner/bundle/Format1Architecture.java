package dev.plumbline.runner.bundle;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.network.Attention;
import dev.plumbline.runner.network.Block;
import dev.plumbline.runner.network.Injection;
import dev.plumbline.runner.network.Limits;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Network.FinalNorm;
import dev.plumbline.runner.network.Rotary;
import dev.plumbline.runner.network.RotaryScaling;
import dev.plumbline.runner.network.TruncatedNormal;
import java.util.Set;

/**
 * What {@code plumbline.json} said of a network in its format 1, which knew but the layout of
 * Huginn-0125 (arXiv 2502.05171).
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
record Format1Architecture(
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

  Format1Architecture {
    Limits.within(1, 1 << 20, "n_embd", nEmbd);
    Limits.within(1, 1 << 16, "n_heads", nHeads);
    Limits.within(1, 1 << 22, "intermediate_size", intermediateSize);
    Limits.within(1, 1 << 24, "vocab_size", vocabSize);
    Limits.within(1, 1 << 24, "block_size", blockSize);
    Limits.within(0, 1 << 12, "prelude_layers", preludeLayers);
    Limits.within(1, 1 << 12, "core_layers", coreLayers);
    Limits.within(0, 1 << 12, "coda_layers", codaLayers);
    Limits.within(1, 1 << 20, "mean_recurrence", meanRecurrence);
    Limits.positive("norm_eps", normEps);
    Limits.positive("rope_base", ropeBase);
    Limits.positive("embedding_scale", embeddingScale);
    if ((long) nHeads * headDim != nEmbd || headDim % 2 != 0) {
      throw new PlumblineException(
          "n_embd must be n_heads times an even head_dim, got n_embd %d, n_heads %d, head_dim %d"
              .formatted(nEmbd, nHeads, headDim));
    }
    Limits.present("state_init", stateInit);
  }

  /**
   * A normal distribution with mean 0, cut on both sides and scaled.
   *
   * @param distribution {@value #TRUNCATED_NORMAL}, the only one known
   * @param std standard deviation before the cut
   * @param cut where it is cut, in standard deviations
   * @param scale factor on the draw
   */
  record StateInit(String distribution, double std, double cut, double scale) {
    private static final String TRUNCATED_NORMAL = "truncated_normal";

    StateInit {
      if (!TRUNCATED_NORMAL.equals(distribution)) {
        throw new PlumblineException(
            "state_init.distribution must be '%s', got '%s'"
                .formatted(TRUNCATED_NORMAL, distribution));
      }
      Limits.positive("state_init.std", std);
      Limits.positive("state_init.cut", cut);
      Limits.positive("state_init.scale", scale);
    }
  }

  /** The same in the words of today. */
  Network network() {
    return new Network(
        nEmbd,
        vocabSize,
        blockSize,
        embeddingScale,
        preludeLayers,
        coreLayers,
        codaLayers,
        new Block(
            Block.Norms.SANDWICH_AROUND_SUM,
            new Attention(
                nHeads,
                nHeads,
                headDim,
                qkBias ? Attention.Bias.QUERY_KEY : Attention.Bias.NONE,
                Attention.QueryKeyNorm.NONE,
                new Rotary(Rotary.Pairs.INTERLEAVED, ropeBase, new RotaryScaling.None())),
            intermediateSize),
        new Injection.LinearAdapter(
            new TruncatedNormal(stateInit.std, stateInit.cut, stateInit.scale)),
        Network.Update.REPLACE,
        Set.of(FinalNorm.BEFORE_CODA, FinalNorm.BEFORE_HEAD),
        false,
        tieEmbeddings,
        normEps);
  }
}
