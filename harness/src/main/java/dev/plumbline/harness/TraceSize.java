package dev.plumbline.harness;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.trace.NumberType;
import dev.plumbline.results.trace.PathMeasure;
import dev.plumbline.runner.LensNumber;
import java.util.Locale;

/**
 * What a trace takes on the disk, but for texts and headers.
 *
 * @param lensDepths how many
 */
record TraceSize(int iterations, int channels, int lensDepths, NumberType type) {
  private static final int PER_TOKEN = 7;
  private static final double MIB = 1 << 20;

  long bytes(long tokens) {
    long states =
        (iterations + 1L) * channels * (type == NumberType.F16 ? Short.BYTES : Float.BYTES);
    long numbers =
        (long) iterations * (PathMeasure.values().length + 1)
            + (long) lensDepths * LensNumber.values().length
            + PER_TOKEN;
    return tokens * (states + numbers * Float.BYTES);
  }

  void requireWithin(long most, long tokens, int longest) {
    if (bytes(tokens) > most) {
      throw new PlumblineException(
          String.format(
              Locale.ROOT,
              "%,d tokens with %d states of %d channels each take %,.0f MiB, more than --max-size"
                  + " allows (%,.0f MiB); trace fewer documents (--limit) or iterations, store"
                  + " --dtype float16, or allow more",
              tokens,
              iterations + 1,
              channels,
              bytes(tokens) / MIB,
              most / MIB));
    }
    if ((iterations + 1L) * channels * longest > Integer.MAX_VALUE) {
      throw new PlumblineException(
          "a text of %d tokens has too many states for one file; trace fewer iterations"
              .formatted(longest));
    }
  }
}
