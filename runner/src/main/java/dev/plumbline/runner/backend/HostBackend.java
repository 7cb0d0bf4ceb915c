package dev.plumbline.runner.backend;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** ONNX Runtime on the CPU, over memory of the host. */
public final class HostBackend implements Backend {
  /** Where products read weights. */
  private enum Weights {
    /** In copies that are laid out for products. */
    PACKED,
    /** Large float32 matrices in the file, others in copies. */
    MAPPED,
    /** All in the file, and nothing else is copied either. */
    LEAST_MEMORY
  }

  private final OptionalInt threads;
  private final boolean profile;
  private final Weights weights;
  private final OnnxThread thread = new OnnxThread();
  private final List<HostGraph> graphs = new ArrayList<>();

  private HostBackend(OptionalInt threads, boolean profile, Weights weights) {
    this.threads = threads;
    this.profile = profile;
    this.weights = weights;
  }

  /**
   * With copies of the weights that are laid out for products: the fastest, once they are made.
   *
   * @param threads threads of one operator; absent: one per core, shared with other backends
   * @param profile whether each operator is timed, which costs some speed
   */
  public static HostBackend ofPackedWeights(OptionalInt threads, boolean profile) {
    return new HostBackend(threads, profile, Weights.PACKED);
  }

  /**
   * With large float32 matrices that are read in place from their file: opening a graph takes no
   * time, and products are slower.
   *
   * @param threads as of {@link #ofPackedWeights}
   * @param profile as of {@link #ofPackedWeights}
   */
  public static HostBackend ofMappedWeights(OptionalInt threads, boolean profile) {
    return new HostBackend(threads, profile, Weights.MAPPED);
  }

  /** Slow, with weights of any precision read in place from their file: for the least memory. */
  public static HostBackend ofLeastMemory() {
    return new HostBackend(OptionalInt.empty(), false, Weights.LEAST_MEMORY);
  }

  @Override
  public Graph open(Path file) {
    return open(List.of(file)).get(0);
  }

  /** The first beside the others: loading takes one core, and half a minute for real models. */
  @Override
  public List<Graph> open(List<Path> files) {
    try (OnnxThread other = new OnnxThread()) {
      List<CompletableFuture<OrtSession>> sessions = new ArrayList<>();
      for (Path file : files) {
        sessions.add(start(sessions.isEmpty() ? thread : other, file));
      }
      List<Graph> opened = new ArrayList<>();
      Optional<OrtException> failure = Optional.empty();
      for (CompletableFuture<OrtSession> session : sessions) {
        try {
          HostGraph graph = new HostGraph(thread, OnnxThread.join(session));
          graphs.add(graph);
          opened.add(graph);
        } catch (OrtException e) {
          failure = Optional.of(e);
        }
      }
      if (failure.isPresent()) {
        throw failure.get();
      }
      return opened;
    } catch (OrtException e) {
      throw new BackendException(e);
    }
  }

  private CompletableFuture<OrtSession> start(OnnxThread opener, Path file) throws OrtException {
    SessionOptions options = options(file);
    return OnnxRuntime.start(opener, environment -> session(environment, file, options))
        .whenComplete((session, failure) -> options.close());
  }

  private OrtSession session(OrtEnvironment environment, Path file, SessionOptions options)
      throws OrtException {
    int most = threads.orElse(Runtime.getRuntime().availableProcessors());
    return weights == Weights.MAPPED
        ? environment.createSession(
            RewrittenGraph.read(file, graph -> MappedProducts.in(graph, most)), options)
        : environment.createSession(file.toString(), options);
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
    if (weights == Weights.MAPPED) {
      options.addConfigEntry(RewrittenGraph.WEIGHTS_FOLDER, RewrittenGraph.weightsFolder(file));
    }
    if (weights == Weights.LEAST_MEMORY) {
      // Optimisations and packing would make copies.
      options.setOptimizationLevel(OptLevel.NO_OPT);
      options.addConfigEntry("session.disable_prepacking", "1");
    }
    if (profile) {
      Path folder = Path.of(System.getProperty("java.io.tmpdir"));
      options.enableProfiling(folder.resolve(file.getFileName()).toString());
    }
    return options;
  }

  @Override
  public OptionalLong freeBytes() {
    return OptionalLong.empty();
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
