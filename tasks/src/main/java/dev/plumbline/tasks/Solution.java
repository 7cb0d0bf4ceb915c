package dev.plumbline.tasks;

import dev.plumbline.protocol.Response;
import dev.plumbline.tasks.code.Judged;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An attempt at a code task's problem, before it is executed.
 *
 * @param generation as the model gave it, or as it stands in a file
 * @param filtered what each of the task's filters made of it, in the task's order; at least one
 */
public record Solution(String generation, Map<String, String> filtered) {
  public Solution {
    filtered = Collections.unmodifiableMap(new LinkedHashMap<>(filtered));
  }

  /** The program, without its tests: what the task's first filter made of the generation. */
  String program() {
    return filtered.values().iterator().next();
  }

  Response.Attempt judged(Judged judged) {
    return new Response.Attempt(
        generation, filtered, judged.verdict().passed(), judged.verdict().text(), judged.flags());
  }
}
