package dev.plumbline.results.trace;

import dev.plumbline.results.Configuration;
import dev.plumbline.results.Manifest;
import java.util.List;

/**
 * What was traced, with what; {@code trace.json}.
 *
 * @param configuration every setting in effect that decides what is in the files
 * @param texts SHA-256 of all texts, one after the other with a newline each
 * @param iterations that each text ran
 * @param lensDepths after how many of them its tokens' predictions were read; may be empty
 * @param documents how many texts
 * @param tokens of all texts
 * @param undefined a line on each thing that this model has not
 */
public record TraceManifest(
    Manifest.Bundle bundle,
    Manifest.Versions versions,
    Configuration configuration,
    String texts,
    int iterations,
    int channels,
    List<Integer> lensDepths,
    int documents,
    long tokens,
    List<String> undefined) {
  public TraceManifest {
    lensDepths = List.copyOf(lensDepths);
    undefined = List.copyOf(undefined);
  }
}
