package dev.plumbline.results.published;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A model's curves as somebody has published them.
 *
 * @param name the file's, without its ending
 * @param model as it is called at Hugging Face
 * @param parameters absent where they are not known exactly
 * @param trainedDepth the r it was trained for, or the mean of them; absent where that is not known
 * @param notes on all curves
 */
public record Reference(
    String name,
    String model,
    OptionalLong parameters,
    OptionalInt trainedDepth,
    Source source,
    List<String> notes,
    List<PublishedCurve> curves) {
  public Reference {
    notes = List.copyOf(notes);
    curves = List.copyOf(curves);
  }

  /** As a curve of it is marked wherever it stands beside measured ones. */
  public String label() {
    return "published: " + name + " (" + source.kind() + ")";
  }
}
