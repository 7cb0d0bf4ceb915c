package dev.plumbline.tasks.code;

import dev.plumbline.protocol.PlumblineException;
import org.junit.jupiter.api.Assumptions;

/** Tests that need bubblewrap are reported as skipped where there is none. */
public final class SandboxNeeded {
  public static Sandbox sandbox() {
    try {
      return Sandbox.bubblewrap();
    } catch (PlumblineException e) {
      Assumptions.abort("needs bubblewrap: " + e.getMessage());
      throw e;
    }
  }

  private SandboxNeeded() {}
}
