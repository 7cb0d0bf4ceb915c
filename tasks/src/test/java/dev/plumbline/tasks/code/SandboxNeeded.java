package dev.plumbline.tasks.code;

import dev.plumbline.tasks.TaskException;
import org.junit.jupiter.api.Assumptions;

/** Tests that need bubblewrap are reported as skipped where there is none. */
final class SandboxNeeded {
  static Sandbox sandbox() {
    try {
      return Sandbox.bubblewrap();
    } catch (TaskException e) {
      Assumptions.abort("needs bubblewrap: " + e.getMessage());
      throw e;
    }
  }

  private SandboxNeeded() {}
}
