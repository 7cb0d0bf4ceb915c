package dev.plumbline.ci;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import java.util.ArrayList;
import java.util.List;

/** One document's scores before and after; NaN where it has none any more. */
record Change(SampleId id, Score score, double before, double after) {

  /**
   * All documents whose score is another.
   *
   * @param documents whose scores these are, in their order
   */
  static List<Change> of(
      CurveId curve, SweepPoint point, TaskScores documents, double[] before, double[] after) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < before.length; i++) {
      // One that had no score before did not flip.
      if (!Double.isNaN(before[i]) && before[i] != after[i]) {
        DocumentId document = new DocumentId(curve.task(), documents.documents().get(i).docId());
        changes.add(new Change(new SampleId(document, point), curve.score(), before[i], after[i]));
      }
    }
    return changes;
  }
}
