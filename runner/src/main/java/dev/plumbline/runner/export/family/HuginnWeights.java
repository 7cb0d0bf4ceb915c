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
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Part;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Tensors as raven_modeling_minimal.py names them. Its matrices for queries, keys and values, for
 * both halves of the MLP and for the adapter's two inputs are fused, and taken apart here.
 */
final class HuginnWeights implements WeightSource {
  private static final String EMBEDDING = "transformer.wte.weight";
  private static final String HEAD = "lm_head.weight";
  private static final String ADAPTER = "transformer.adapter.weight";
  private static final String FINAL_NORM = "transformer.ln_f.weight";

  /** [1, block_size, 1, head_dim / 2, 2], the cosine before the sine. */
  private static final String ROTARY = "freqs_cis";

  private final Network network;
  private final Checkpoint checkpoint;
  private final long e;
  private final long i;

  HuginnWeights(Network network, Checkpoint checkpoint) {
    this.network = network;
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

  /** Of tied tensors a checkpoint keeps one, under either name. */
  private FloatData embedding() {
    boolean underHead =
        network.tiedHead()
            && checkpoint.find(EMBEDDING).isEmpty()
            && checkpoint.find(HEAD).isPresent();
    return checkpoint.require(underHead ? HEAD : EMBEDDING, ModelWeight.EMBEDDING.shape(network));
  }

  private FloatData adapter() {
    return checkpoint.require(ADAPTER, List.of(e, 2 * e));
  }

  @Override
  public FloatData of(Part part, int block, BlockWeight weight) {
    String prefix = "transformer.%s.%d.".formatted(name(part), block);
    return switch (weight) {
      case ATTENTION_NORM -> whole(prefix + "norm_1.weight", weight);
      case QUERIES -> attention(prefix, 0);
      case KEYS -> attention(prefix, 1);
      case VALUES -> attention(prefix, 2);
      case QUERY_BIAS -> bias(prefix, 0);
      case KEY_BIAS -> bias(prefix, 1);
      case VALUE_BIAS, QUERY_NORM, KEY_NORM -> throw WeightSource.notInFamily(weight);
      case ATTENTION_OUTPUT -> whole(prefix + "attn.proj.weight", weight);
      case NORM_AFTER_ATTENTION -> whole(prefix + "norm_2.weight", weight);
      case MLP_NORM -> whole(prefix + "norm_3.weight", weight);
      case GATE -> mlp(prefix, 0);
      case UP -> mlp(prefix, 1);
      case DOWN -> whole(prefix + "mlp.proj.weight", weight);
      case NORM_AFTER_MLP -> whole(prefix + "norm_4.weight", weight);
    };
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

  private FloatData attention(String prefix, int place) {
    FloatData qkv = checkpoint.require(prefix + "attn.Wqkv.weight", List.of(3 * e, e));
    return Slices.rows(qkv, 3 * e, e, place * e, (place + 1) * e);
  }

  private FloatData bias(String prefix, int place) {
    long heads = network.block().attention().heads();
    FloatData both = checkpoint.require(prefix + "attn.qk_bias", List.of(2L, 1L, heads, e / heads));
    return Slices.rows(both, 2, e, place, place + 1);
  }

  private FloatData mlp(String prefix, int place) {
    FloatData both = checkpoint.require(prefix + "mlp.fc.weight", List.of(2 * i, e));
    return Slices.rows(both, 2 * i, e, place * i, (place + 1) * i);
  }

  /** As the published code saves it; of another type than float32 it would be coarser than ours. */
  @Override
  public Optional<FloatData> saved(RotaryTable table) {
    long pairs = network.block().attention().headDim() / 2;
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
