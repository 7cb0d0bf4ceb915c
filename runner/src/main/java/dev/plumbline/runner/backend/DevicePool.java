package dev.plumbline.runner.backend;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A device's memory in chunks, which are kept when they come back: a device takes long to give out
 * memory, and longer to take it back.
 */
final class DevicePool implements AutoCloseable {
  private static final long CHUNK_BYTES = 32L << 20;

  private final DeviceMemory memory;
  private final List<Chunk> idle = new ArrayList<>();
  private final List<Chunk> lent = new ArrayList<>();

  DevicePool(DeviceMemory memory) {
    this.memory = memory;
  }

  record Chunk(Pointer at, long bytes) {}

  /**
   * A chunk that holds anything.
   *
   * @throws MemoryShortage if there is no room
   */
  Chunk lend(long least) {
    long bytes = Math.max(least, CHUNK_BYTES);
    // One that is much larger is worth more to what needs it.
    Optional<Chunk> fitting =
        idle.stream()
            .filter(chunk -> chunk.bytes >= bytes && chunk.bytes <= 2 * bytes)
            .min(Comparator.comparingLong(Chunk::bytes));
    Chunk chunk = fitting.orElseGet(() -> allocate(bytes, least));
    idle.remove(chunk);
    lent.add(chunk);
    return chunk;
  }

  /** Of less, if there is no more. */
  private Chunk allocate(long bytes, long least) {
    try {
      return new Chunk(memory.allocate(bytes), bytes);
    } catch (MemoryShortage e) {
      free(idle);
      return new Chunk(memory.allocate(least), least);
    }
  }

  void takeBack(Chunk chunk) {
    lent.remove(chunk);
    idle.add(chunk);
  }

  private void free(List<Chunk> chunks) {
    chunks.forEach(chunk -> memory.free(chunk.at));
    chunks.clear();
  }

  @Override
  public void close() {
    free(idle);
    free(lent);
  }
}
