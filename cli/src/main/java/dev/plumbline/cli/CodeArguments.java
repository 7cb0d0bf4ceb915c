package dev.plumbline.cli;

import dev.plumbline.harness.CodeExecution;
import dev.plumbline.protocol.PlumblineException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options on executing the programs that a model wrote. */
final class CodeArguments {
  @Option(
      names = "--allow-code",
      description = "Execute generated programs, in a bubblewrap sandbox, to score code tasks.")
  private boolean allowCode;

  @Option(
      names = "--unsafe-no-sandbox",
      description =
          "With --allow-code: execute them without a sandbox, with your rights. Only where all else"
              + " is a sandbox already.")
  private boolean unsafe;

  boolean allowed() {
    return allowCode;
  }

  CodeExecution execution() {
    if (!allowCode) {
      if (unsafe) {
        throw new PlumblineException(
            "--unsafe-no-sandbox says how to --allow-code; give that as well");
      }
      return CodeExecution.NEVER;
    }
    return unsafe ? CodeExecution.UNSANDBOXED : CodeExecution.SANDBOXED;
  }

  /** Of programs that no sandbox holds; even those who want no notes hear it. */
  void warn(CommandSpec spec) {
    if (unsafe) {
      spec.commandLine()
          .getErr()
          .println(
              "warning: --unsafe-no-sandbox: generated programs run with your rights and reach your"
                  + " files and network");
    }
  }
}
