package dev.plumbline.protocol;

import java.util.Objects;

/** One document at one point of a sweep. */
public record SampleId(DocumentId document, SweepPoint point) {
  public SampleId {
    Objects.requireNonNull(document, "document");
    Objects.requireNonNull(point, "point");
  }

  /** At a fixed r. */
  public static SampleId of(String task, int document, int iterations) {
    return new SampleId(new DocumentId(task, document), SweepPoint.fixed(iterations));
  }

  @Override
  public String toString() {
    return document + ", r=" + point.label();
  }
}
