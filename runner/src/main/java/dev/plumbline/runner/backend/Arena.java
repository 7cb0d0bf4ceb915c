package dev.plumbline.runner.backend;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;

/** Memory that is given out and taken back like a stack. */
public interface Arena {

  Frame frame();

  /** Memory that is given back as a whole; the newest open frame alone gives out. */
  interface Frame extends AutoCloseable {
    /**
     * Zeros, valid until the frame closes.
     *
     * @throws MemoryShortage if there is no room
     */
    Floats floats(long count);

    /** Zeros that Java reads and writes, valid until the frame closes. */
    LongBuffer longs(long count);

    /** Zeros that Java reads and writes, valid until the frame closes. */
    ByteBuffer bytes(long count);

    /** An int64 tensor of what does not change any more; the caller closes it. */
    Tensor tensor(LongBuffer data, long... shape);

    /** Bytes 0 and 1, which do not change any more, as false and true; the caller closes it. */
    Tensor booleans(ByteBuffer data, long... shape);

    @Override
    void close();
  }
}
