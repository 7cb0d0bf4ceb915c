package dev.plumbline.runner.export.weights;

import dev.plumbline.runner.network.Attention;
import dev.plumbline.runner.network.Block;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Part;
import java.util.List;

/** What a weight of a block is for; matrices are [out, in]. */
public enum BlockWeight {
  /** Of the norm before the attention. */
  ATTENTION_NORM("norm_1.weight"),
  QUERIES("attn.Wq.weight"),
  KEYS("attn.Wk.weight"),
  VALUES("attn.Wv.weight"),
  QUERY_BIAS("attn.Wq.bias"),
  KEY_BIAS("attn.Wk.bias"),
  VALUE_BIAS("attn.Wv.bias"),
  QUERY_NORM("attn.q_norm.weight"),
  KEY_NORM("attn.k_norm.weight"),
  ATTENTION_OUTPUT("attn.proj.weight"),
  /** Of the norm behind the attention, before or after its residual is added. */
  NORM_AFTER_ATTENTION("norm_2.weight"),
  /** Of the norm before the MLP. */
  MLP_NORM("norm_3.weight"),
  /** The half of the MLP that SiLU is applied to. */
  GATE("mlp.fc.gate.weight"),
  UP("mlp.fc.up.weight"),
  DOWN("mlp.proj.weight"),
  /** Of the norm behind the MLP, before or after its residual is added. */
  NORM_AFTER_MLP("norm_4.weight");

  private final String stored;

  BlockWeight(String stored) {
    this.stored = stored;
  }

  /** Its name in a bundle, behind the block's {@link #prefix}. */
  public String stored(Part part, int block) {
    return prefix(part, block) + stored;
  }

  /** What the names of a block's weights begin with in a bundle, whatever the family. */
  public static String prefix(Part part, int block) {
    String name =
        switch (part) {
          case PRELUDE -> "prelude";
          case CORE -> "core_block";
          case CODA -> "coda";
        };
    return "transformer.%s.%d.".formatted(name, block);
  }

  public boolean isIn(Block block) {
    return switch (this) {
      case QUERY_BIAS, KEY_BIAS ->
          switch (block.attention().bias()) {
            case NONE -> false;
            case QUERY_KEY, QUERY_KEY_VALUE -> true;
          };
      case VALUE_BIAS ->
          switch (block.attention().bias()) {
            case NONE, QUERY_KEY -> false;
            case QUERY_KEY_VALUE -> true;
          };
      case QUERY_NORM, KEY_NORM ->
          switch (block.attention().queryKeyNorm()) {
            case NONE -> false;
            case PER_HEAD, FULL_WIDTH -> true;
          };
      case ATTENTION_NORM, MLP_NORM -> block.norms().beforeBranch();
      case NORM_AFTER_ATTENTION, NORM_AFTER_MLP -> block.norms().behindBranch();
      case QUERIES, KEYS, VALUES, ATTENTION_OUTPUT, GATE, UP, DOWN -> true;
    };
  }

  public List<Long> shape(Network network) {
    long width = network.width();
    long intermediate = network.block().intermediateSize();
    Attention attention = network.block().attention();
    long queries = attention.queryChannels();
    long keys = attention.keyValueChannels();
    return switch (this) {
      case ATTENTION_NORM, NORM_AFTER_ATTENTION, MLP_NORM, NORM_AFTER_MLP -> List.of(width);
      case QUERIES -> List.of(queries, width);
      case KEYS, VALUES -> List.of(keys, width);
      case QUERY_BIAS -> List.of(queries);
      case KEY_BIAS, VALUE_BIAS -> List.of(keys);
      case QUERY_NORM -> List.of(normed(attention, queries));
      case KEY_NORM -> List.of(normed(attention, keys));
      case ATTENTION_OUTPUT -> List.of(width, queries);
      case GATE, UP -> List.of(intermediate, width);
      case DOWN -> List.of(width, intermediate);
    };
  }

  /** Channels that are normed together. */
  private static long normed(Attention attention, long all) {
    return switch (attention.queryKeyNorm()) {
      case PER_HEAD -> attention.headDim();
      case NONE, FULL_WIDTH -> all;
    };
  }
}
