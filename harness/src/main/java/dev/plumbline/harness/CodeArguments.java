package dev.plumbline.harness;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.code.CodeJudge;
import dev.plumbline.tasks.code.Limits;
import dev.plumbline.tasks.code.Sandbox;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options on executing the programs that a model wrote. */
final class CodeArguments {
  @Option(
      names = "--allow-code",
      description = "Execute generated programs, in a bubblewrap sandbox, to score code tasks.")
  boolean allowCode;

  @Option(
      names = "--unsafe-no-sandbox",
      description =
          "With --allow-code: execute them without a sandbox, with your rights. Only where all else"
              + " is a sandbox already.")
  boolean unsafe;

  /** Empty where programs must not run; a sandbox that does not work is an error at once. */
  Optional<CodeJudge> judge(CommandSpec spec) {
    if (!allowCode) {
      if (unsafe) {
        throw new PlumblineException(
            "--unsafe-no-sandbox says how to --allow-code; give that as well");
      }
      return Optional.empty();
    }
    if (unsafe) {
      // Said even to those who want no notes.
      spec.commandLine()
          .getErr()
          .println(
              "warning: --unsafe-no-sandbox: generated programs run with your rights and reach your"
                  + " files and network");
    }
    return Optional.of(
        new CodeJudge(unsafe ? Sandbox.none() : Sandbox.bubblewrap(), Limits.DEFAULT));
  }
}
