package dev.plumbline.runner.recurrence;

import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.batch.PackedBatch;
import java.util.Optional;

/** The rows of a batch that are still in the core. */
final class RunningRows implements AutoCloseable {
  private final Arena.Frame memory;
  private final PackedBatch all;
  private Optional<PackedBatch> slice = Optional.empty();

  RunningRows(Arena.Frame memory, PackedBatch all) {
    this.memory = memory;
    this.all = all;
  }

  /** The batch's first rows; valid until the next call. */
  PackedBatch first(int rows) {
    if (rows == all.rows()) {
      return all;
    }
    if (slice.isEmpty() || slice.get().rows() != rows) {
      close();
      slice = Optional.of(all.slice(memory, 0, rows));
    }
    return slice.get();
  }

  @Override
  public void close() {
    slice.ifPresent(PackedBatch::close);
  }
}
