package dev.plumbline.harness;

import dev.plumbline.tasks.code.CodeJudge;
import dev.plumbline.tasks.code.Limits;
import dev.plumbline.tasks.code.Sandbox;
import java.util.Optional;

/** What becomes of the programs that a model writes. */
public enum CodeExecution {
  /** They are stored, and code tasks get no score. */
  NEVER,
  /** They run in a bubblewrap sandbox. */
  SANDBOXED,
  /** They run with the rights of this process. Only where all else is a sandbox already. */
  UNSANDBOXED;

  /** Empty where programs must not run; a sandbox that does not work is an error at once. */
  Optional<CodeJudge> judge() {
    return switch (this) {
      case NEVER -> Optional.empty();
      case SANDBOXED -> Optional.of(new CodeJudge(Sandbox.bubblewrap(), Limits.DEFAULT));
      case UNSANDBOXED -> Optional.of(new CodeJudge(Sandbox.none(), Limits.DEFAULT));
    };
  }
}
