package dev.plumbline.runner.export.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.Backend;
import dev.plumbline.runner.backend.BackendException;
import dev.plumbline.runner.backend.Floats;
import dev.plumbline.runner.backend.Graph;
import dev.plumbline.runner.backend.HostBackend;
import dev.plumbline.runner.backend.MemoryShortage;
import dev.plumbline.runner.backend.Outputs;
import dev.plumbline.runner.backend.Tensor;
import dev.plumbline.runner.backend.TensorType;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.BundleFiles;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Part;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Loads a bundle's graphs, compares their inputs and outputs with {@link Signature}, and runs a few
 * tokens through prelude, core (twice) and coda: shapes must be as said and numbers finite.
 */
public final class SmokeRun {
  private static final int TOKENS = 4;

  private final Bundle bundle;
  private final Network network;
  private final int tokens;
  private final Map<String, float[]> hidden = new HashMap<>();

  private SmokeRun(Bundle bundle) {
    this.bundle = bundle;
    this.network = bundle.description().model().network();
    this.tokens = Math.min(TOKENS, Math.min(network.blockSize(), network.vocabSize()));
  }

  public static void run(Bundle bundle) {
    try {
      new SmokeRun(bundle).run();
    } catch (BackendException | MemoryShortage e) {
      throw new PlumblineException(
          "%s: ONNX Runtime cannot run the exported graphs (%s); please report this"
              .formatted(bundle.folder(), e.getMessage()),
          e);
    }
  }

  private void run() {
    hidden.put("state", new float[tokens * network.width()]);
    // One for all parts: what an arena gives back, the process gets when garbage is collected.
    Arena arena;
    try (Backend backend = HostBackend.ofLeastMemory()) {
      arena = backend.arena();
    }
    run(Part.PRELUDE, arena);
    run(Part.CORE, arena);
    hidden.put("state", hidden.get("next_state"));
    run(Part.CORE, arena);
    hidden.put("state", hidden.get("next_state"));
    run(Part.CODA, arena);
  }

  private void run(Part part, Arena arena) {
    Signature signature = Signature.of(part, network);
    // A backend for each part, so that no two graphs are loaded at once.
    try (Backend backend = HostBackend.ofLeastMemory()) {
      Graph graph = backend.open(bundle.graph(BundleFiles.graph(part)));
      requireSame(part, signature.inputs(), graph.inputs());
      requireSame(part, signature.outputs(), graph.outputs());
      for (boolean cached : new boolean[] {true, false}) {
        try (Arena.Frame memory = arena.frame()) {
          run(part, signature, graph, memory, cached);
        }
      }
    }
  }

  private void run(
      Part part, Signature signature, Graph graph, Arena.Frame memory, boolean cached) {
    Set<String> wanted =
        signature.outputs().stream().map(TensorSpec::name).collect(Collectors.toSet());
    Map<String, Tensor> inputs = new HashMap<>();
    try {
      for (TensorSpec input : signature.inputs()) {
        inputs.put(input.name(), tensor(input, memory, cached));
      }
      try (Outputs outputs = graph.run(inputs, Map.of(), wanted)) {
        signature.outputs().forEach(output -> check(part, output, outputs));
      }
    } finally {
      inputs.values().forEach(Tensor::close);
    }
  }

  private void requireSame(Part part, List<TensorSpec> specs, Map<String, TensorType> found) {
    Map<String, TensorType> expected =
        specs.stream().collect(Collectors.toMap(TensorSpec::name, TensorSpec::declared));
    if (!expected.equals(found)) {
      throw new PlumblineException(
          "%s: has %s where %s was to be written; please report this"
              .formatted(bundle.file(BundleFiles.graph(part)), found, expected));
    }
  }

  /** One sequence; as many tokens of prefix and past as new ones. */
  private List<Long> shape(TensorSpec spec, boolean cached) {
    return spec.axes().stream()
        .mapToLong(
            axis ->
                axis instanceof Integer size
                    ? size
                    : switch ((String) axis) {
                      case "B" -> 1;
                      case "N" -> cached ? 3L * tokens : tokens;
                      default -> tokens;
                    })
        .boxed()
        .toList();
  }

  private Tensor tensor(TensorSpec input, Arena.Frame memory, boolean cached) {
    long[] shape = shape(input, cached).stream().mapToLong(size -> size).toArray();
    long size = LongStream.of(shape).reduce(1, Math::multiplyExact);
    return switch (input.type()) {
      case FLOAT -> {
        Floats floats = memory.floats(size);
        if (hidden.containsKey(input.name())) {
          floats.put(0, hidden.get(input.name()));
        }
        yield floats.tensor(shape);
      }
      // 0, 1, 2, ...: as token ids, positions and places alike.
      case INT64 ->
          memory.tensor(memory.longs(size).put(LongStream.range(0, size).toArray()).flip(), shape);
      case BOOL -> {
        ByteBuffer bytes = memory.bytes(size);
        if (input.name().equals("cached")) {
          bytes.put(0, (byte) (cached ? 1 : 0));
        } else {
          causalMask(bytes);
        }
        yield memory.booleans(bytes, shape);
      }
      default -> throw new IllegalStateException("no input has type " + input.type());
    };
  }

  /** [tokens, keys]; the new tokens' are the last. */
  private void causalMask(ByteBuffer mask) {
    int keys = mask.capacity() / tokens;
    for (int i = 0; i < mask.capacity(); i++) {
      mask.put(i, (byte) (i % keys <= keys - tokens + i / keys ? 1 : 0));
    }
  }

  private void check(Part part, TensorSpec output, Outputs outputs) {
    List<Long> found = outputs.shape(output.name());
    List<Long> expected = shape(output, false);
    if (!found.equals(expected)) {
      throw new PlumblineException(
          "%s: output %s has shape %s where %s was expected; please report this"
              .formatted(bundle.file(BundleFiles.graph(part)), output.name(), found, expected));
    }
    if (output.type() == DataType.FLOAT) {
      FloatBuffer numbers = outputs.floats(output.name());
      float[] values = new float[numbers.remaining()];
      numbers.get(values);
      requireFinite(part, output, values);
      hidden.put(output.name(), values);
    }
  }

  private void requireFinite(Part part, TensorSpec output, float[] values) {
    for (float number : values) {
      if (!Float.isFinite(number)) {
        throw new PlumblineException(
            "%s: output %s holds %s after a few tokens; the checkpoint's weights are unusable"
                .formatted(bundle.file(BundleFiles.graph(part)), output.name(), number));
      }
    }
  }
}
