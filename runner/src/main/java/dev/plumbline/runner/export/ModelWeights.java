package dev.plumbline.runner.export;

import dev.plumbline.runner.bundle.Architecture;
import dev.plumbline.runner.bundle.Precision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All tensors of a model under the names of the published code, which the graphs keep. Matrices
 * that the published code has fused (queries, keys and values; both halves of the MLP; the
 * adapter's two inputs) are taken apart, so that nobody must cut their products.
 */
final class ModelWeights {
  static final String EMBEDDING = "transformer.wte.weight";
  static final String ADAPTER = "transformer.adapter.weight";
  static final String ADAPTER_OF_STATE = "transformer.adapter.state.weight";
  static final String ADAPTER_OF_EMBEDDING = "transformer.adapter.embedding.weight";
  static final String FINAL_NORM = "transformer.ln_f.weight";
  static final String HEAD = "lm_head.weight";

  /** In a layer's attention, with ".weight" and perhaps ".bias". */
  static final String QUERIES = "Wq";

  static final String KEYS = "Wk";
  static final String VALUES = "Wv";

  /** In a layer's MLP. */
  static final String GATE = "fc.gate.weight";

  static final String UP = "fc.up.weight";

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
    FloatData adapter = checkpoint.require(ADAPTER, List.of(e, 2 * e));
    addMatrix(ADAPTER_OF_STATE, e, e, Slices.columns(adapter, 2 * e, 0, e));
    addMatrix(ADAPTER_OF_EMBEDDING, e, e, Slices.columns(adapter, 2 * e, e, 2 * e));
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
      addAttention(prefix + "attn.");
      addMatrix(prefix + "attn.proj.weight", e, e);
      addVector(prefix + "norm_2.weight");
      addVector(prefix + "norm_3.weight");
      FloatData fc = checkpoint.require(prefix + "mlp.fc.weight", List.of(2 * i, e));
      addMatrix(prefix + "mlp." + GATE, i, e, Slices.rows(fc, 2 * i, e, 0, i));
      addMatrix(prefix + "mlp." + UP, i, e, Slices.rows(fc, 2 * i, e, i, 2 * i));
      addMatrix(prefix + "mlp.proj.weight", e, i);
      addVector(prefix + "norm_4.weight");
    }
  }

  private void addAttention(String prefix) {
    long e = a.nEmbd();
    FloatData qkv = checkpoint.require(prefix + "Wqkv.weight", List.of(3 * e, e));
    List<String> names = List.of(QUERIES, KEYS, VALUES);
    for (int i = 0; i < names.size(); i++) {
      addMatrix(
          prefix + names.get(i) + ".weight", e, e, Slices.rows(qkv, 3 * e, e, i * e, (i + 1) * e));
    }
    if (a.qkBias()) {
      FloatData bias =
          checkpoint.require(
              prefix + "qk_bias", List.of(2L, 1L, (long) a.nHeads(), (long) a.headDim()));
      addVector(prefix + QUERIES + ".bias", Slices.rows(bias, 2, e, 0, 1));
      addVector(prefix + KEYS + ".bias", Slices.rows(bias, 2, e, 1, 2));
    }
  }

  private void addVector(String name) {
    addVector(name, checkpoint.require(name, List.of((long) a.nEmbd())));
  }

  private void addVector(String name, FloatData vector) {
    weights.add(new Weight(name, FloatFormat.F32, List.of((long) a.nEmbd()), vector));
  }

  private void addMatrix(String name, long out, long in) {
    addMatrix(name, out, in, checkpoint.require(name, List.of(out, in)));
  }

  private void addMatrix(String name, long out, long in, FloatData matrix) {
    List<Long> shape = List.of(out, in);
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
