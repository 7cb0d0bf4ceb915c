package dev.plumbline.runner.export.family;

import dev.plumbline.runner.export.checkpoint.Checkpoint;
import dev.plumbline.runner.export.checkpoint.SafetensorsTensor;
import dev.plumbline.runner.export.tensor.FloatData;
import dev.plumbline.runner.export.tensor.FloatFormat;
import dev.plumbline.runner.export.tensor.Slices;
import dev.plumbline.runner.export.weights.BlockWeight;
import dev.plumbline.runner.export.weights.ModelWeight;
import dev.plumbline.runner.export.weights.RotaryTable;
import dev.plumbline.runner.export.weights.WeightSource;
import dev.plumbline.runner.network.Attention;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Part;
import dev.plumbline.runner.network.Rotary;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tensors as raven_modeling_minimal.py and its variants name them. Their matrices for queries, keys
 * and values, for both halves of the MLP and for the adapter's two inputs are fused, and taken
 * apart here.
 */
final class RavenWeights implements WeightSource {
  private static final String EMBEDDING = "transformer.wte.weight";
  private static final String HEAD = "lm_head.weight";
  private static final String ADAPTER = "transformer.adapter.weight";
  private static final String FINAL_NORM = "transformer.ln_f.weight";

  /** [1, block_size, 1, head_dim / 2, 2], the cosine before the sine. */
  private static final String ROTARY = "freqs_cis";

  private final Network network;
  private final Attention heads;
  private final Checkpoint checkpoint;
  private final long e;
  private final long i;

  RavenWeights(Network network, Checkpoint checkpoint) {
    this.network = network;
    this.heads = network.block().attention();
    this.checkpoint = checkpoint;
    this.e = network.width();
    this.i = network.block().intermediateSize();
  }

  @Override
  public FloatData of(ModelWeight weight) {
    return switch (weight) {
      case EMBEDDING -> embedding();
      case HEAD -> checkpoint.require(HEAD, weight.shape(network));
      case ADAPTER_OF_STATE -> Slices.columns(adapter(), 2 * e, 0, e);
      case ADAPTER_OF_EMBEDDING -> Slices.columns(adapter(), 2 * e, e, 2 * e);
      case FINAL_NORM -> checkpoint.require(FINAL_NORM, weight.shape(network));
      case EXIT_GATE, EXIT_GATE_BIAS -> throw WeightSource.notInFamily(weight);
    };
  }

  /** Of tied tensors a checkpoint keeps one, under either name, or both. */
  private FloatData embedding() {
    boolean underHead =
        network.tiedHead()
            && checkpoint.find(EMBEDDING).isEmpty()
            && checkpoint.find(HEAD).isPresent();
    SafetensorsTensor embedding =
        checkpoint.require(underHead ? HEAD : EMBEDDING, ModelWeight.EMBEDDING.shape(network));
    if (network.tiedHead()) {
      checkpoint.find(HEAD).ifPresent(head -> checkpoint.requireCopy(embedding, head));
    }
    return embedding;
  }

  private FloatData adapter() {
    return checkpoint.require(ADAPTER, List.of(e, 2 * e));
  }

  @Override
  public FloatData of(Part part, int block, BlockWeight weight) {
    String prefix = "transformer.%s.%d.".formatted(name(part), block);
    return switch (weight) {
      case ATTENTION_NORM, NORM_AFTER_ATTENTION, MLP_NORM, NORM_AFTER_MLP ->
          whole(prefix + norm(weight), weight);
      case QUERIES -> attention(prefix, 0, heads.queryChannels());
      case KEYS -> attention(prefix, heads.queryChannels(), heads.keyValueChannels());
      case VALUES ->
          attention(
              prefix, heads.queryChannels() + heads.keyValueChannels(), heads.keyValueChannels());
      case QUERY_BIAS -> bias(prefix, 0);
      case KEY_BIAS -> bias(prefix, 1);
      case VALUE_BIAS -> throw WeightSource.notInFamily(weight);
      case QUERY_NORM -> whole(prefix + "attn.q_norm.weight", weight);
      case KEY_NORM -> whole(prefix + "attn.k_norm.weight", weight);
      case ATTENTION_OUTPUT -> whole(prefix + "attn.proj.weight", weight);
      case GATE -> mlp(prefix, 0);
      case UP -> mlp(prefix, 1);
      case DOWN -> whole(prefix + "mlp.proj.weight", weight);
    };
  }

  /** Norms are numbered in the order in which a block applies them. */
  private String norm(BlockWeight weight) {
    List<BlockWeight> inOrder =
        Stream.of(
                BlockWeight.ATTENTION_NORM,
                BlockWeight.NORM_AFTER_ATTENTION,
                BlockWeight.MLP_NORM,
                BlockWeight.NORM_AFTER_MLP)
            .filter(norm -> norm.isIn(network.block()))
            .toList();
    return "norm_%d.weight".formatted(inOrder.indexOf(weight) + 1);
  }

  private static String name(Part part) {
    return switch (part) {
      case PRELUDE -> "prelude";
      case CORE -> "core_block";
      case CODA -> "coda";
    };
  }

  private FloatData whole(String name, BlockWeight weight) {
    return checkpoint.require(name, weight.shape(network));
  }

  private FloatData attention(String prefix, long from, long rows) {
    long all = heads.queryChannels() + 2L * heads.keyValueChannels();
    FloatData qkv = checkpoint.require(prefix + "attn.Wqkv.weight", List.of(all, e));
    return Slices.rows(qkv, all, e, from, from + rows);
  }

  private FloatData bias(String prefix, int place) {
    List<Long> shape = List.of(2L, 1L, (long) heads.heads(), (long) heads.headDim());
    FloatData both = checkpoint.require(prefix + "attn.qk_bias", shape);
    return Slices.rows(both, 2, heads.queryChannels(), place, place + 1);
  }

  private FloatData mlp(String prefix, int place) {
    FloatData both = checkpoint.require(prefix + "mlp.fc.weight", List.of(2 * i, e));
    return Slices.rows(both, 2 * i, e, place * i, (place + 1) * i);
  }

  /** As Huginn's code saves it; of another type than float32 it would be coarser than ours. */
  @Override
  public Optional<FloatData> saved(RotaryTable table) {
    if (heads.rotary().pairs() != Rotary.Pairs.INTERLEAVED) {
      return Optional.empty();
    }
    long pairs = heads.headDim() / 2;
    List<Long> shape = List.of(1L, (long) network.blockSize(), 1L, pairs, 2L);
    return checkpoint
        .find(ROTARY)
        .map(tensor -> tensor.require(shape))
        .filter(tensor -> tensor.format() == FloatFormat.F32)
        .map(tensor -> everySecond(tensor, table));
  }

  private static FloatData everySecond(SafetensorsTensor tensor, RotaryTable table) {
    int first =
        switch (table) {
          case COS -> 0;
          case SIN -> 1;
        };
    return sink ->
        tensor.forEachChunk(
            pairs -> {
              FloatBuffer own = FloatBuffer.allocate(pairs.remaining() / 2);
              for (int place = first; place < pairs.limit(); place += 2) {
                own.put(pairs.get(place));
              }
              sink.accept(own.flip());
            });
  }
}
