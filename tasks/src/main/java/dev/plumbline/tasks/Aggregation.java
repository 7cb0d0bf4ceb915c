package dev.plumbline.tasks;

/** How a task's score comes from what a metric measured on its documents. */
public enum Aggregation {
  /** The arithmetic mean over the documents that were judged. */
  MEAN
}
