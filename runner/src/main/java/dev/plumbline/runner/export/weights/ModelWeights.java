package dev.plumbline.runner.export.weights;

import dev.plumbline.runner.bundle.Precision;
import dev.plumbline.runner.export.tensor.FloatData;
import dev.plumbline.runner.export.tensor.FloatFormat;
import dev.plumbline.runner.export.tensor.Shapes;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** All tensors of a model, in the order in which they lie in weights.bin. */
public final class ModelWeights {
  private final List<Weight> weights = new ArrayList<>();
  private final Network network;
  private final WeightSource source;
  private final Precision precision;

  /** One tensor to write, with the shape that the graphs use. */
  private record Weight(String name, FloatFormat format, List<Long> shape, FloatData data) {}

  /** Finds and checks every tensor; reads no data yet. */
  public ModelWeights(Network network, WeightSource source, Precision precision) {
    this.network = network;
    this.source = source;
    this.precision = precision;
    addEmbeddings();
    add(ModelWeight.ADAPTER_OF_STATE);
    add(ModelWeight.ADAPTER_OF_EMBEDDING);
    add(ModelWeight.FINAL_NORM);
    add(ModelWeight.EXIT_GATE);
    add(ModelWeight.EXIT_GATE_BIAS);
    for (Part part : Part.values()) {
      for (int block = 0; block < network.blocks(part); block++) {
        addBlock(part, block);
      }
    }
    for (RotaryTable table : RotaryTable.values()) {
      FloatData data = source.saved(table).orElseGet(() -> table.computed(network));
      weights.add(new Weight(table.stored(), FloatFormat.F32, table.shape(network), data));
    }
  }

  private void addEmbeddings() {
    String name = ModelWeight.EMBEDDING.stored();
    List<Long> shape = ModelWeight.EMBEDDING.shape(network);
    FloatData embedding = source.of(ModelWeight.EMBEDDING);
    add(ModelWeight.HEAD);
    if (network.tiedHead() && precision == Precision.INT8) {
      addInt8(name, shape, embedding);
    }
    weights.add(new Weight(name, tableFormat(), shape, embedding));
  }

  private void add(ModelWeight weight) {
    if (weight.isIn(network)) {
      add(weight.stored(), weight.shape(network), source.of(weight));
    }
  }

  private void addBlock(Part part, int block) {
    for (BlockWeight weight : BlockWeight.values()) {
      if (weight.isIn(network.block())) {
        add(weight.stored(part, block), weight.shape(network), source.of(part, block, weight));
      }
    }
  }

  /** Vectors, and matrices of one row, are not worth a coarser format. */
  private void add(String name, List<Long> shape, FloatData data) {
    if (shape.size() == 1 || shape.get(0) == 1) {
      weights.add(new Weight(name, FloatFormat.F32, shape, data));
    } else if (precision == Precision.INT8) {
      addInt8(name, shape, data);
    } else {
      weights.add(new Weight(name, tableFormat(), shape, data));
    }
  }

  private void addInt8(String name, List<Long> shape, FloatData matrix) {
    long out = shape.get(0);
    long blocks = shape.get(1) / Int8Blocks.BLOCK;
    weights.add(
        new Weight(
            Int8Blocks.codes(name),
            FloatFormat.CODE,
            List.of(out, blocks, (long) Int8Blocks.BLOCK),
            Int8Blocks.codes(matrix)));
    weights.add(
        new Weight(
            Int8Blocks.scales(name),
            FloatFormat.F32,
            List.of(out, blocks),
            Int8Blocks.scales(matrix)));
  }

  /** Of the embedding, and of matrices that are not in blocks. */
  private FloatFormat tableFormat() {
    return precision == Precision.FP32 ? FloatFormat.F32 : FloatFormat.BF16;
  }

  /** What {@link #write} will write, but for alignment. */
  public long bytes() {
    return weights.stream().mapToLong(w -> Shapes.elements(w.shape) * w.format.bytes()).sum();
  }

  public void write(WeightsFile file) throws IOException {
    for (Weight weight : weights) {
      file.append(weight.name, weight.format, weight.shape, weight.data);
    }
  }
}
