package dev.plumbline.runner.export;

/** Hears how far an export is; called from the exporting thread. */
@FunctionalInterface
public interface ExportProgress {
  /** Hears nothing. */
  ExportProgress NONE = (step, doneBytes, totalBytes) -> {};

  /** What an export does, in order. */
  enum Step {
    WRITE,
    VERIFY
  }

  /**
   * Called at a step's begin, every few megabytes where that is known, and at its end.
   *
   * @param doneBytes of {@code totalBytes}
   */
  void update(Step step, long doneBytes, long totalBytes);
}
