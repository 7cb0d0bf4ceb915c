package dev.plumbline.harness;

/**
 * Lets a job that Ctrl-C or the end of its terminal, session or container stops leave in order.
 * After its last words nothing of the job goes on.
 */
final class Interruption implements AutoCloseable {
  private final Thread hook;
  private boolean ending;

  /**
   * Watches until closed.
   *
   * @param lastWords runs between two steps, if the process is told to end
   */
  Interruption(Runnable lastWords) {
    hook = new Thread(() -> end(lastWords), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private synchronized void end(Runnable lastWords) {
    ending = true;
    lastWords.run();
  }

  /** A step that is done as a whole or not begun; it never returns once the process is ending. */
  synchronized void step(Runnable work) {
    while (ending) {
      try {
        wait();
      } catch (InterruptedException e) {
        // The process ends in a moment.
      }
    }
    work.run();
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is running, which is what it is for.
    }
  }
}
