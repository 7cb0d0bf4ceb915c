package dev.plumbline.protocol;

import java.util.Objects;

/** One document at one point of a sweep. */
public record SampleId(DocumentId document, SweepPoint point) {
  public SampleId {
    Objects.requireNonNull(document, "document");
    Objects.requireNonNull(point, "point");
  }
}
