package dev.plumbline.runner.export.graph;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.backend.OnnxRuntime;
import dev.plumbline.runner.backend.OnnxThread;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.BundleFiles;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Part;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Loads a bundle's graphs, compares their inputs and outputs with {@link Signature}, and runs a few
 * tokens through prelude, core (twice) and coda: shapes must be as said and numbers finite.
 */
public final class SmokeRun implements AutoCloseable {
  private static final int TOKENS = 4;

  private final OrtEnvironment environment = OnnxRuntime.environment();
  private final OnnxThread thread = new OnnxThread();
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
    try (SmokeRun smoke = new SmokeRun(bundle)) {
      smoke.run();
    } catch (OrtException e) {
      throw new PlumblineException(
          "%s: ONNX Runtime cannot run the exported graphs (%s); please report this"
              .formatted(bundle.folder(), e.getMessage()),
          e);
    }
  }

  private void run() throws OrtException {
    hidden.put("state", new float[tokens * network.width()]);
    run(Part.PRELUDE);
    run(Part.CORE);
    hidden.put("state", hidden.get("next_state"));
    run(Part.CORE);
    hidden.put("state", hidden.get("next_state"));
    run(Part.CODA);
  }

  private void run(Part part) throws OrtException {
    Signature signature = Signature.of(part, network);
    try (OrtSession.SessionOptions options = options();
        OrtSession session =
            OnnxRuntime.open(thread, bundle.graph(BundleFiles.graph(part)).toString(), options)) {
      requireSame(part, signature.inputs(), session.getInputInfo());
      requireSame(part, signature.outputs(), session.getOutputInfo());
      for (boolean cached : new boolean[] {true, false}) {
        run(part, signature, session, cached);
      }
    }
  }

  private void run(Part part, Signature signature, OrtSession session, boolean cached)
      throws OrtException {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (TensorSpec input : signature.inputs()) {
        inputs.put(input.name(), tensor(input, cached));
      }
      try (OrtSession.Result result = thread.call(() -> session.run(inputs))) {
        for (TensorSpec output : signature.outputs()) {
          check(part, output, result.get(output.name()).orElseThrow());
        }
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  /** Options under which weights stay mapped, so that a large model takes little memory. */
  private static OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = OnnxRuntime.options();
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
    options.addConfigEntry("session.disable_prepacking", "1");
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    return options;
  }

  private void requireSame(Part part, List<TensorSpec> specs, Map<String, NodeInfo> found) {
    boolean same =
        specs.size() == found.size()
            && specs.stream().allMatch(spec -> found.containsKey(spec.name()) && fits(spec, found));
    if (!same) {
      throw new PlumblineException(
          "%s: has %s where %s was to be written; please report this"
              .formatted(bundle.file(BundleFiles.graph(part)), found.values(), specs));
    }
  }

  private static boolean fits(TensorSpec spec, Map<String, NodeInfo> found) {
    TensorInfo info = (TensorInfo) found.get(spec.name()).getInfo();
    return info.type == OnnxJavaType.valueOf(spec.type().name())
        && Arrays.equals(info.getShape(), spec.sizes());
  }

  /** One sequence; as many tokens of prefix and past as new ones. */
  private long[] shape(TensorSpec spec, boolean cached) {
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
        .toArray();
  }

  private OnnxTensor tensor(TensorSpec input, boolean cached) throws OrtException {
    long[] shape = shape(input, cached);
    int size = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    return switch (input.type()) {
      case FLOAT -> {
        float[] known = hidden.getOrDefault(input.name(), new float[size]);
        yield OnnxTensor.createTensor(environment, FloatBuffer.wrap(known), shape);
      }
      // 0, 1, 2, ...: as token ids, positions and places alike.
      case INT64 ->
          OnnxTensor.createTensor(
              environment, LongBuffer.wrap(LongStream.range(0, size).toArray()), shape);
      case BOOL ->
          OnnxTensor.createTensor(
              environment,
              input.name().equals("cached")
                  ? ByteBuffer.allocateDirect(1).put(0, (byte) (cached ? 1 : 0))
                  : causalMask(size / tokens),
              shape,
              OnnxJavaType.BOOL);
      default -> throw new IllegalStateException("no input has type " + input.type());
    };
  }

  /** [tokens, keys]; the new tokens' are the last. */
  private ByteBuffer causalMask(int keys) {
    ByteBuffer mask = ByteBuffer.allocateDirect(tokens * keys);
    for (int i = 0; i < mask.capacity(); i++) {
      mask.put((byte) (i % keys <= keys - tokens + i / keys ? 1 : 0));
    }
    return mask.flip();
  }

  private void check(Part part, TensorSpec output, OnnxValue value) {
    OnnxTensor tensor = (OnnxTensor) value;
    if (!Arrays.equals(tensor.getInfo().getShape(), shape(output, false))) {
      throw new PlumblineException(
          "%s: output %s has shape %s where %s was expected; please report this"
              .formatted(
                  bundle.file(BundleFiles.graph(part)),
                  output.name(),
                  Arrays.toString(tensor.getInfo().getShape()),
                  Arrays.toString(shape(output, false))));
    }
    if (tensor.getInfo().type == OnnxJavaType.FLOAT) {
      float[] values = new float[tensor.getFloatBuffer().remaining()];
      tensor.getFloatBuffer().get(values);
      for (float number : values) {
        if (!Float.isFinite(number)) {
          throw new PlumblineException(
              "%s: output %s holds %s after a few tokens; the checkpoint's weights are unusable"
                  .formatted(bundle.file(BundleFiles.graph(part)), output.name(), number));
        }
      }
      hidden.put(output.name(), values);
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
