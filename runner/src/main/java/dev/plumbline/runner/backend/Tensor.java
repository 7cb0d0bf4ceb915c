package dev.plumbline.runner.backend;

/** Numbers with a shape, as graphs take and give them; it is valid as long as its numbers are. */
public interface Tensor extends AutoCloseable {
  @Override
  void close();
}
