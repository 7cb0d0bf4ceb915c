package dev.plumbline.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.plumbline.benchmarks.CoreProducts.Product;
import dev.plumbline.runner.backend.OnnxRuntime;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast ONNX Runtime's Gemm is in float32 at the shapes of a model's core: the rate that the
 * core would have if it were matrix products alone.
 *
 * <p>Session options are the defaults and outputs are written to given tensors, so that nothing but
 * products is timed. The parameters' defaults are those of the preset {@code bench}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class CoreGemm {
  /** A model's n_embd. */
  @Param("512")
  public int nEmbd;

  /** A model's intermediate_size. */
  @Param("1408")
  public int intermediateSize;

  /** A model's core_layers. */
  @Param("4")
  public int coreLayers;

  /** Tokens that run together: a few as in decoding, many as in prefill. */
  @Param({"8", "64", "512"})
  public int rows;

  private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
  private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
  private final Map<Integer, OnnxTensor> outputsByWidth = new HashMap<>();
  private OrtSession session;
  private long flop;

  /** What has been computed; JMH reports it per second. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Work {
    /** Floating-point operations. */
    public long flop;
  }

  @Setup
  public void open() throws OrtException {
    CoreProducts products = new CoreProducts(nEmbd, intermediateSize, coreLayers);
    flop = products.flop(rows);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      session = OnnxRuntime.environment().createSession(GemmGraph.of(products.list()), options);
    }
    for (Product product : products.list()) {
      String input = GemmGraph.input(product.in());
      if (!inputs.containsKey(input)) {
        inputs.put(input, ones(product.in()));
      }
      // One tensor for all layers, as a model's activations take turns in the same memory.
      if (!outputsByWidth.containsKey(product.out())) {
        outputsByWidth.put(product.out(), ones(product.out()));
      }
      outputs.put(product.name(), outputsByWidth.get(product.out()));
    }
  }

  private OnnxTensor ones(int width) throws OrtException {
    OrtEnvironment environment = OnnxRuntime.environment();
    int bytes = Math.toIntExact((long) rows * width * Float.BYTES);
    FloatBuffer data =
        ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
    while (data.hasRemaining()) {
      data.put(1);
    }
    return OnnxTensor.createTensor(environment, data.flip(), new long[] {rows, width});
  }

  @Benchmark
  public void coreIteration(Work work) throws OrtException {
    session.run(inputs, outputs).close();
    work.flop += flop;
  }

  @TearDown
  public void close() throws OrtException {
    inputs.values().forEach(OnnxTensor::close);
    outputsByWidth.values().forEach(OnnxTensor::close);
    session.close();
  }
}
