package dev.plumbline.junit5;

/** A task at one r. */
public record Depth(String task, int iterations, JudgedRun run) {
  @Override
  public String toString() {
    return task + ", r=" + iterations;
  }
}
