package dev.plumbline.runner.backend;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;

/** What a graph gave, by name; copies of it outlive it. */
public interface Outputs extends AutoCloseable {
  /** The tensor's sizes. */
  List<Long> shape(String name);

  /** A copy of a float32 tensor, flat. */
  FloatBuffer floats(String name);

  /** A copy of an int64 tensor, flat. */
  LongBuffer longs(String name);

  @Override
  void close();
}
