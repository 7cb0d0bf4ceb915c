package dev.plumbline.runner.export;

import dev.plumbline.runner.bundle.Architecture;
import dev.plumbline.runner.bundle.Precision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All tensors of a model under the names of the published code, which the graphs keep. */
final class ModelWeights {
  static final String EMBEDDING = "transformer.wte.weight";
  static final String ADAPTER = "transformer.adapter.weight";
  static final String FINAL_NORM = "transformer.ln_f.weight";
  static final String HEAD = "lm_head.weight";

  private final List<Weight> weights = new ArrayList<>();
  private final Architecture a;
  private final Checkpoint checkpoint;
  private final Precision precision;

  /** One tensor to write, with the shape that the graphs use. */
  private record Weight(String name, FloatFormat format, List<Long> shape, FloatData data) {}

  /** Finds and checks every tensor; reads no data yet. */
  ModelWeights(Architecture a, Checkpoint checkpoint, Precision precision) {
    this.a = a;
    this.checkpoint = checkpoint;
    this.precision = precision;
    long e = a.nEmbd();
    addEmbeddings(a.vocabSize(), e);
    addMatrix(ADAPTER, e, 2 * e);
    addVector(FINAL_NORM);
    addLayers(Part.PRELUDE);
    addLayers(Part.CORE);
    addLayers(Part.CODA);
    Optional<SafetensorsTensor> rotary =
        checkpoint.find(RotaryTable.SAVED).map(t -> t.require(RotaryTable.savedShape(a)));
    for (RotaryTable table : RotaryTable.values()) {
      weights.add(new Weight(table.name(), FloatFormat.F32, table.shape(a), table.data(a, rotary)));
    }
  }

  private void addEmbeddings(long vocabulary, long e) {
    List<Long> shape = List.of(vocabulary, e);
    // Of tied tensors a checkpoint keeps one, under either name.
    boolean underHead =
        a.tieEmbeddings()
            && checkpoint.find(EMBEDDING).isEmpty()
            && checkpoint.find(HEAD).isPresent();
    FloatData embedding = checkpoint.require(underHead ? HEAD : EMBEDDING, shape);
    if (!a.tieEmbeddings()) {
      addMatrix(HEAD, vocabulary, e);
    } else if (precision == Precision.INT8) {
      addInt8(EMBEDDING, vocabulary, e, embedding);
    }
    weights.add(new Weight(EMBEDDING, tableFormat(), shape, embedding));
  }

  private void addLayers(Part part) {
    long e = a.nEmbd();
    long i = a.intermediateSize();
    for (int layer = 0; layer < part.layers(a); layer++) {
      String prefix = part.layerPrefix(layer);
      addVector(prefix + "norm_1.weight");
      addMatrix(prefix + "attn.Wqkv.weight", 3 * e, e);
      if (a.qkBias()) {
        long heads = a.nHeads();
        long headDim = a.headDim();
        add(
            prefix + "attn.qk_bias",
            List.of(2L, 1L, heads, headDim),
            List.of(2 * heads, 1L, headDim));
      }
      addMatrix(prefix + "attn.proj.weight", e, e);
      addVector(prefix + "norm_2.weight");
      addVector(prefix + "norm_3.weight");
      addMatrix(prefix + "mlp.fc.weight", 2 * i, e);
      addMatrix(prefix + "mlp.proj.weight", e, i);
      addVector(prefix + "norm_4.weight");
    }
  }

  private void addVector(String name) {
    List<Long> shape = List.of((long) a.nEmbd());
    add(name, shape, shape);
  }

  private void addMatrix(String name, long out, long in) {
    List<Long> shape = List.of(out, in);
    FloatData matrix = checkpoint.require(name, shape);
    if (precision == Precision.INT8) {
      addInt8(name, out, in, matrix);
    } else {
      weights.add(new Weight(name, tableFormat(), shape, matrix));
    }
  }

  private void addInt8(String name, long out, long in, FloatData matrix) {
    long blocks = in / Int8Blocks.BLOCK;
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

  private void add(String name, List<Long> from, List<Long> to) {
    weights.add(new Weight(name, FloatFormat.F32, to, checkpoint.require(name, from)));
  }

  /** What {@link #write} will write, but for alignment. */
  long bytes() {
    return weights.stream().mapToLong(w -> Shapes.elements(w.shape) * w.format.bytes()).sum();
  }

  void write(WeightsFile file) throws IOException {
    for (Weight weight : weights) {
      file.append(weight.name, weight.format, weight.shape, weight.data);
    }
  }
}
