package dev.plumbline.runner.export;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.plumbline.runner.backend.OnnxRuntime;
import dev.plumbline.runner.backend.OnnxThread;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.BundleFiles;
import dev.plumbline.runner.bundle.CacheShape;
import dev.plumbline.runner.export.graph.Signature;
import dev.plumbline.runner.export.graph.TensorSpec;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Part;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Runs one growing sequence through a bundle's graphs, as plainly as {@link Signature} allows. */
final class GraphRun implements AutoCloseable {
  private final OrtEnvironment environment = OnnxRuntime.environment();
  private final OnnxThread thread = new OnnxThread();
  private final Network network;
  private final CacheShape caches;
  private final int capacity;
  private final Map<Part, OrtSession> sessions = new EnumMap<>(Part.class);

  /** Keys and values, [heads, 1, capacity, head_dim], by part, iteration and name. */
  private final Map<String, float[]> slots = new HashMap<>();

  private int seen;

  GraphRun(Bundle bundle, int capacity) throws OrtException {
    this.network = bundle.description().model().network();
    this.caches = bundle.shape().caches();
    this.capacity = capacity;
    try (OrtSession.SessionOptions options = OnnxRuntime.options()) {
      options.setIntraOpNumThreads(1);
      for (Part part : Part.values()) {
        sessions.put(
            part,
            OnnxRuntime.open(thread, bundle.file(BundleFiles.graph(part)).toString(), options));
      }
    }
  }

  /** What the coda gives at one depth: latent [tokens, n_embd], the others per row asked for. */
  record Depth(Map<String, Object> outputs) {
    float[] floats(String name) {
      return (float[]) outputs.get(name);
    }

    long[] argmax() {
      return (long[]) outputs.get("argmax");
    }
  }

  /**
   * Appends tokens.
   *
   * @param state their initial states, [tokens, n_embd]
   * @param rows which of them get logits
   * @return the depths 1 to {@code iterations}
   */
  List<Depth> append(long[] ids, float[] state, int iterations, long[] rows, long[] targets)
      throws OrtException {
    int tokens = ids.length;
    Object injected =
        run(Part.PRELUDE, "prelude", tokens, Map.of("input_ids", ids)).get("injected");
    List<Depth> depths = new ArrayList<>();
    Object current = state;
    for (int r = 1; r <= iterations; r++) {
      Map<String, Object> inputs = Map.of("state", current, "injected", injected);
      current = run(Part.CORE, "core" + r, tokens, inputs).get("next_state");
      depths.add(
          new Depth(
              run(
                  Part.CODA,
                  "coda" + r,
                  tokens,
                  Map.of("state", current, "rows", rows, "targets", targets))));
    }
    seen += tokens;
    return depths;
  }

  /** All rows; each token is its own target. */
  List<Depth> append(long[] ids, float[] state, int iterations) throws OrtException {
    return append(ids, state, iterations, LongStream.range(0, ids.length).toArray(), ids);
  }

  private Map<String, Object> run(Part part, String cache, int tokens, Map<String, Object> values)
      throws OrtException {
    Signature signature = Signature.of(part, network);
    Map<String, OnnxTensor> inputs = new HashMap<>();
    Map<String, Object> outputs = new HashMap<>();
    for (TensorSpec input : signature.inputs()) {
      inputs.put(input.name(), tensor(input, cache, tokens, values));
    }
    try (OrtSession.Result result = thread.call(() -> sessions.get(part).run(inputs))) {
      for (TensorSpec output : signature.outputs()) {
        OnnxTensor tensor = (OnnxTensor) result.get(output.name()).orElseThrow();
        if (output.name().startsWith("new_")) {
          keep(cache + output.name().substring("new_".length()), floats(tensor), tokens);
        } else if (tensor.getInfo().type == OnnxJavaType.INT64) {
          outputs.put(output.name(), tensor.getValue());
        } else {
          outputs.put(output.name(), floats(tensor));
        }
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
    return outputs;
  }

  private void keep(String name, float[] made, int tokens) {
    float[] kept = slots.computeIfAbsent(name, n -> new float[caches.channels() * capacity]);
    int d = caches.headDim();
    for (int head = 0; head < caches.heads(); head++) {
      for (int token = 0; token < tokens; token++) {
        int to = (head * capacity + seen + token) * d;
        System.arraycopy(made, token * caches.channels() + head * d, kept, to, d);
      }
    }
  }

  private static float[] floats(OnnxTensor tensor) {
    FloatBuffer buffer = tensor.getFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private OnnxTensor tensor(TensorSpec input, String cache, int tokens, Map<String, Object> values)
      throws OrtException {
    String name = input.name();
    Object value = values.get(name);
    if (name.startsWith("past_")) {
      float[] empty = new float[caches.channels() * capacity];
      value = slots.getOrDefault(cache + name.substring("past_".length()), empty);
    } else if (name.startsWith("prefix_")) {
      value = new float[caches.channels()];
    } else if (name.equals("position_ids")) {
      value = LongStream.range(seen, seen + tokens).toArray();
    } else if (name.equals("pad") || name.equals("unpad")) {
      value = LongStream.range(0, tokens).toArray();
    } else if (name.equals("cached")) {
      ByteBuffer flag = ByteBuffer.allocateDirect(1).put(0, (byte) (seen > 0 ? 1 : 0));
      return OnnxTensor.createTensor(environment, flag, new long[0], OnnxJavaType.BOOL);
    } else if (name.equals("attention_mask")) {
      long[] shape = {1, tokens, keys(tokens)};
      return OnnxTensor.createTensor(environment, causalMask(tokens), shape, OnnxJavaType.BOOL);
    }
    long rows = values.get("rows") instanceof long[] asked ? asked.length : 0;
    long[] shape = input.axes().stream().mapToLong(axis -> size(axis, tokens, rows)).toArray();
    return value instanceof float[] floats
        ? OnnxTensor.createTensor(environment, FloatBuffer.wrap(floats), shape)
        : OnnxTensor.createTensor(environment, LongBuffer.wrap((long[]) value), shape);
  }

  private long size(Object axis, int tokens, long rows) {
    if (axis instanceof Integer size) {
      return size;
    }
    return switch ((String) axis) {
      case "B", "P" -> 1;
      case "T", "S" -> tokens;
      case "C" -> capacity;
      case "R" -> rows;
      default -> throw new IllegalArgumentException("axis " + axis);
    };
  }

  /** One that stands for a prefix and is never seen, those of earlier calls, and the new ones. */
  private int keys(int tokens) {
    return seen == 0 ? tokens : 1 + capacity + tokens;
  }

  private ByteBuffer causalMask(int tokens) {
    int keys = keys(tokens);
    byte[] mask = new byte[tokens * keys];
    for (int token = 0; token < tokens; token++) {
      int row = token * keys;
      Arrays.fill(mask, row + keys - tokens, row + keys - tokens + token + 1, (byte) 1);
      if (seen > 0) {
        Arrays.fill(mask, row + 1, row + 1 + seen, (byte) 1);
      }
    }
    return ByteBuffer.allocateDirect(mask.length).put(mask).flip();
  }

  @Override
  public void close() throws OrtException {
    for (OrtSession session : sessions.values()) {
      session.close();
    }
    thread.close();
  }
}
