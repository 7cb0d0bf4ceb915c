package dev.plumbline.runner.backend;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.plumbline.protocol.PlumblineException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** ONNX Runtime, over memory of the host whatever device it computes on. */
public final class HostBackend implements Backend {
  private final OptionalInt threads;
  private final OptionalInt cuda;
  private final boolean profile;
  private final boolean mapped;
  private final OnnxThread thread = new OnnxThread();
  private final List<HostGraph> graphs = new ArrayList<>();

  /**
   * @param threads threads of one operator; absent: one per core, shared with other backends
   * @param cuda number of an NVIDIA GPU; absent: the CPU
   * @param profile whether each operator is timed, which costs some speed
   */
  public HostBackend(OptionalInt threads, OptionalInt cuda, boolean profile) {
    this(threads, cuda, profile, false);
  }

  private HostBackend(OptionalInt threads, OptionalInt cuda, boolean profile, boolean mapped) {
    this.threads = threads;
    this.cuda = cuda;
    this.profile = profile;
    this.mapped = mapped;
  }

  /** Slow, on the CPU, with weights that stay mapped from their file: for the least memory. */
  public static HostBackend ofMappedWeights() {
    return new HostBackend(OptionalInt.empty(), OptionalInt.empty(), false, true);
  }

  @Override
  public Graph open(Path file) {
    try (SessionOptions options = options(file)) {
      HostGraph graph = new HostGraph(thread, OnnxRuntime.open(thread, file.toString(), options));
      graphs.add(graph);
      return graph;
    } catch (OrtException e) {
      throw new BackendException(e);
    }
  }

  private SessionOptions options(Path file) throws OrtException {
    SessionOptions options = OnnxRuntime.options();
    if (threads.isPresent()) {
      options.setIntraOpNumThreads(threads.getAsInt());
      // Three sessions have three pools: idle ones that spin would take the cores of the busy one.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
    } else {
      options.disablePerSessionThreads();
    }
    if (mapped) {
      // Optimisations and packing would make copies.
      options.setOptimizationLevel(OptLevel.NO_OPT);
      options.addConfigEntry("session.disable_prepacking", "1");
    }
    if (cuda.isPresent()) {
      addCuda(options, cuda.getAsInt());
    }
    if (profile) {
      Path folder = Path.of(System.getProperty("java.io.tmpdir"));
      options.enableProfiling(folder.resolve(file.getFileName()).toString());
    }
    return options;
  }

  private static void addCuda(SessionOptions options, int device) {
    try {
      options.addCUDA(device);
    } catch (OrtException e) {
      options.close();
      throw new PlumblineException(
          ("device cuda:%d is not available: %s; build with -P cuda (onnxruntime_gpu) and install"
                  + " an NVIDIA driver, CUDA 12 and cuDNN, or use --device cpu")
              .formatted(device, e.getMessage().lines().findFirst().orElse("")),
          e);
    }
  }

  @Override
  public Arena arena() {
    return new HostArena();
  }

  @Override
  public void close() {
    try {
      graphs.forEach(HostGraph::close);
    } finally {
      thread.close();
    }
  }
}
