package dev.plumbline.harness;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a slice.
 *
 * @param entries a line for each answer, as {@link dev.plumbline.results.JournalEntry} writes it
 * @param seconds that the slice took, by the label of the point
 * @param machine what answered, such as an executor and its host
 * @param cpu its processor, with the instructions that the last bit of a result may depend on
 * @param failure why there are no answers; null where there are
 */
public record SliceAnswers(
    Slice slice,
    List<String> entries,
    Map<String, Double> seconds,
    String machine,
    String cpu,
    String failure)
    implements Serializable {
  public SliceAnswers {
    entries = List.copyOf(entries);
    seconds = new HashMap<>(seconds);
  }

  /** A slice that no machine could answer. */
  public static SliceAnswers failed(Slice slice, String machine, String why) {
    return new SliceAnswers(slice, List.of(), Map.of(), machine, "", why);
  }

  Optional<String> whyNot() {
    return Optional.ofNullable(failure);
  }
}
