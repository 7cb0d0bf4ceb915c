package dev.plumbline.runner;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.onnx.OnnxRuntime;
import java.nio.file.Path;

/** Loads a bundle's graphs into ONNX Runtime. */
final class Sessions {
  private Sessions() {}

  static Recurrence open(Bundle bundle, ModelOptions options) {
    return open(bundle, options, InitialStates.of(options.initialState(), bundle.architecture()));
  }

  static Recurrence open(Bundle bundle, ModelOptions options, InitialStates states) {
    try (SessionOptions session = sessionOptions(options)) {
      return new Recurrence(
          graph(bundle, "prelude.onnx", session, options.profile()),
          graph(bundle, "core.onnx", session, options.profile()),
          graph(bundle, "coda.onnx", session, options.profile()),
          states);
    } catch (OrtException e) {
      throw new PlumblineException(
          "%s: ONNX Runtime could not load the model: %s"
              .formatted(bundle.folder(), e.getMessage().lines().findFirst().orElse("")),
          e);
    }
  }

  private static SessionOptions sessionOptions(ModelOptions options) throws OrtException {
    SessionOptions session = OnnxRuntime.options();
    if (options.threads().isPresent()) {
      session.setIntraOpNumThreads(options.threads().getAsInt());
      // Three sessions have three pools: idle ones that spin would take the cores of the busy one.
      session.addConfigEntry("session.intra_op.allow_spinning", "0");
    } else {
      session.disablePerSessionThreads();
    }
    if (options.device() instanceof Device.Cuda cuda) {
      addCuda(session, cuda);
    }
    return session;
  }

  private static void addCuda(SessionOptions session, Device.Cuda cuda) {
    try {
      session.addCUDA(cuda.index());
    } catch (OrtException e) {
      session.close();
      throw new PlumblineException(
          ("device %s is not available: %s; build with -P cuda (onnxruntime_gpu) and install an"
                  + " NVIDIA driver, CUDA 12 and cuDNN, or use --device cpu")
              .formatted(cuda, e.getMessage().lines().findFirst().orElse("")),
          e);
    }
  }

  private static Graph graph(Bundle bundle, String file, SessionOptions options, boolean profile)
      throws OrtException {
    if (profile) {
      options.enableProfiling(Path.of(System.getProperty("java.io.tmpdir"), file).toString());
    }
    return new Graph(OnnxRuntime.open(bundle.graph(file).toString(), options));
  }
}
