package dev.plumbline.cli;

/**
 * What a script can tell from the process's end. One that a signal ends has 128 and the signal's
 * number, as in a shell: 130 for Ctrl-C, 143 for SIGTERM.
 */
final class ExitCode {
  static final int OK = 0;

  /** A gate's threshold was missed. */
  static final int GATE_FAILED = 1;

  /** Wrong use or wrong input. */
  static final int WRONG_INPUT = 2;

  /** A run that is complete but holds failed samples. */
  static final int FAILED_SAMPLES = 3;

  /** A defect of Plumbline (EX_SOFTWARE of BSD's sysexits). */
  static final int INTERNAL_ERROR = 70;

  private ExitCode() {}
}
