package dev.plumbline.runner.backend;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import dev.plumbline.protocol.PlumblineException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * ONNX Runtime, over memory of a device: states, keys and values lie there and never leave it
 * between iterations and tokens.
 */
public final class DeviceBackend implements Backend {
  private final OptionalInt threads;
  private final boolean profile;
  private final OrtApi api;
  private final DeviceSpace space;
  private final DevicePool pool;
  private final OnnxThread thread = new OnnxThread();
  private final Pointer environment;
  private final List<DeviceGraph> graphs = new ArrayList<>();

  /** What C has released once it must not be asked for again. */
  private boolean closed;

  private DeviceBackend(DeviceMemory memory, OptionalInt threads, boolean profile) {
    this.threads = threads;
    this.profile = profile;
    this.api = OrtApi.get();
    this.space = new DeviceSpace(api, memory);
    this.pool = new DevicePool(memory);
    try {
      // The process's one, which the Java API has made: it is counted, not made again.
      int warning = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue();
      environment =
          thread.call(() -> api.get(OrtFunction.CREATE_ENV, warning, OrtApi.text("plumbline")));
    } catch (OrtException e) {
      throw new BackendException(e);
    }
  }

  /**
   * On an NVIDIA GPU.
   *
   * @param device its number
   * @param threads threads of an operator that runs on the CPU all the same; absent: one per core
   * @param profile whether each operator is timed, which costs some speed
   * @throws PlumblineException if it is not there
   */
  public static DeviceBackend onCuda(int device, OptionalInt threads, boolean profile) {
    requireCuda(device);
    return new DeviceBackend(new CudaMemory(device), threads, profile);
  }

  /**
   * On the CPU, whose memory is taken for a device's: all but a GPU's own copies is the same.
   *
   * @param bytes that it may take
   */
  public static DeviceBackend onHost(long bytes, OptionalInt threads, boolean profile) {
    return new DeviceBackend(new HostMemory(bytes), threads, profile);
  }

  /** The Java API says whether it is there, and unpacks the provider's library beside its own. */
  private static void requireCuda(int device) {
    try (SessionOptions options = OnnxRuntime.options()) {
      options.addCUDA(device);
    } catch (OrtException e) {
      throw new PlumblineException(
          ("device cuda:%d is not available: %s; build with -P cuda (onnxruntime_gpu) and install"
                  + " an NVIDIA driver, CUDA 12 and cuDNN, or use --device cpu")
              .formatted(device, e.getMessage().lines().findFirst().orElse("")),
          e);
    }
  }

  /** What has crossed between the host's memory and the device's. */
  public Traffic traffic() {
    return space.traffic();
  }

  @Override
  public OptionalLong freeBytes() {
    return space.memory().free();
  }

  @Override
  public Graph open(Path file) {
    try {
      DeviceGraph graph = new DeviceGraph(thread, thread.call(() -> session(file)));
      graphs.add(graph);
      return graph;
    } catch (OrtException e) {
      throw new BackendException(e);
    }
  }

  private BoundSession session(Path file) throws OrtException {
    Pointer options = api.get(OrtFunction.CREATE_SESSION_OPTIONS);
    try {
      configure(options, file);
      byte[] graph = RewrittenGraph.read(file, BranchConditions::workedOut);
      BoundSession session = new BoundSession(space, environment, graph, options);
      DenormalNumbers.flushOnThisThread();
      return session;
    } finally {
      api.release(OrtFunction.RELEASE_SESSION_OPTIONS, options);
    }
  }

  /** As {@link OnnxRuntime#options} and {@link HostBackend} do it. */
  private void configure(Pointer options, Path file) throws OrtException {
    int error = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR.getValue();
    api.call(OrtFunction.SET_SESSION_LOG_SEVERITY_LEVEL, options, error);
    for (Map.Entry<String, String> setting : OnnxRuntime.SETTINGS.entrySet()) {
      add(options, setting.getKey(), setting.getValue());
    }
    add(options, RewrittenGraph.WEIGHTS_FOLDER, RewrittenGraph.weightsFolder(file));
    if (threads.isPresent()) {
      api.call(OrtFunction.SET_INTRA_OP_NUM_THREADS, options, threads.getAsInt());
      add(options, "session.intra_op.allow_spinning", "0");
    } else {
      api.call(OrtFunction.DISABLE_PER_SESSION_THREADS, options);
    }
    if (space.memory().gpu().isPresent()) {
      addCuda(options, space.memory().gpu().getAsInt());
    }
    if (profile) {
      Path profiles = Path.of(System.getProperty("java.io.tmpdir"));
      byte[] prefix = OrtApi.text(profiles.resolve(file.getFileName()).toString());
      api.call(OrtFunction.ENABLE_PROFILING, options, prefix);
    }
  }

  private void add(Pointer options, String key, String value) throws OrtException {
    byte[] name = OrtApi.text(key);
    api.call(OrtFunction.ADD_SESSION_CONFIG_ENTRY, options, name, OrtApi.text(value));
  }

  private void addCuda(Pointer options, int device) throws OrtException {
    Pointer provider = api.get(OrtFunction.CREATE_CUDA_PROVIDER_OPTIONS);
    try {
      // TF32 multiplies with 10 bits of each number: answers would not be the CPU's.
      // Three graphs have three arenas, which by default take twice what they last took.
      String[] keys = {"device_id", "use_tf32", "arena_extend_strategy"};
      String[] values = {Integer.toString(device), "0", "kSameAsRequested"};
      api.call(
          OrtFunction.UPDATE_CUDA_PROVIDER_OPTIONS,
          provider,
          new StringArray(keys),
          new StringArray(values),
          (long) keys.length);
      api.call(OrtFunction.SESSION_OPTIONS_APPEND_EXECUTION_PROVIDER_CUDA_V2, options, provider);
    } finally {
      api.release(OrtFunction.RELEASE_CUDA_PROVIDER_OPTIONS, provider);
    }
  }

  @Override
  public Arena arena() {
    return new DeviceArena(space, pool);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      graphs.forEach(DeviceGraph::close);
      pool.close();
      space.close();
      api.release(OrtFunction.RELEASE_ENV, environment);
    } finally {
      thread.close();
    }
  }
}
