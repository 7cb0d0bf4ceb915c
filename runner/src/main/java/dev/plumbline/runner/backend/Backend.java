package dev.plumbline.runner.backend;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * What one model's graphs run on, and where its numbers lie. Tensors and numbers of one backend are
 * of no use to another. Not safe for use by several threads at once; several backends are.
 */
public interface Backend extends AutoCloseable {
  /**
   * Opens a graph, which stays open as long as the backend.
   *
   * @param file an ONNX graph that has been looked through
   * @throws BackendException if it cannot be loaded
   */
  Graph open(Path file);

  /**
   * Opens several, perhaps side by side.
   *
   * @param files as for {@link #open(Path)}, the one with most weights first
   */
  default List<Graph> open(List<Path> files) {
    return files.stream().map(this::open).toList();
  }

  /**
   * Bytes of the device that nothing takes yet; empty where graphs run in the process's own memory.
   */
  OptionalLong freeBytes();

  /** Memory for what graphs read and write, apart from that of every other arena. */
  Arena arena();

  @Override
  void close();
}
