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
    addEmbeddings(List.of((long) a.vocabSize(), e));
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

  private void addEmbeddings(List<Long> shape) {
    if (!a.tieEmbeddings()) {
      add(EMBEDDING, matrixFormat(), shape, shape);
      add(HEAD, matrixFormat(), shape, shape);
    } else if (checkpoint.find(EMBEDDING).isEmpty() && checkpoint.find(HEAD).isPresent()) {
      // Of tied tensors a checkpoint keeps one, under either name.
      weights.add(new Weight(EMBEDDING, matrixFormat(), shape, checkpoint.require(HEAD, shape)));
    } else {
      add(EMBEDDING, matrixFormat(), shape, shape);
    }
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
            FloatFormat.F32,
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
    add(name, FloatFormat.F32, shape, shape);
  }

  private void addMatrix(String name, long out, long in) {
    add(name, matrixFormat(), List.of(out, in), List.of(out, in));
  }

  private FloatFormat matrixFormat() {
    return precision == Precision.BF16 ? FloatFormat.BF16 : FloatFormat.F32;
  }

  private void add(String name, FloatFormat format, List<Long> from, List<Long> to) {
    weights.add(new Weight(name, format, to, checkpoint.require(name, from)));
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
