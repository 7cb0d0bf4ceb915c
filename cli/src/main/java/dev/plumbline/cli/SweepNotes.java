package dev.plumbline.cli;

import dev.plumbline.harness.Execution;
import dev.plumbline.harness.PreparedSweep;
import dev.plumbline.protocol.Speculation;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.statistics.SaturationTest;
import dev.plumbline.runner.Device;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.network.TrainedDepth;
import dev.plumbline.tasks.PreparedTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is worth knowing of a sweep before it begins, a line each. */
final class SweepNotes {
  private static final double LONG_LOADING_GB = 2;

  /** On two cores, from a file that the system has in its memory; docs/performance.md. */
  private static final double LOADING_SECONDS_PER_GB = 2;

  private SweepNotes() {}

  static List<String> of(PreparedSweep prepared, Execution execution) {
    List<String> notes = new ArrayList<>(prepared.notes());
    loading(prepared.bundle(), execution.device()).ifPresent(notes::add);
    prepared.tasks().forEach(task -> addDoubts(task, notes));
    beyondTraining(prepared).ifPresent(notes::add);
    execution.speculation().flatMap(how -> plain(prepared, how)).ifPresent(notes::add);
    prepared
        .saturation()
        .ifPresent(
            test ->
                prepared.tasks().stream()
                    .flatMap(task -> tooFewDocuments(task, prepared, test).stream())
                    .forEach(notes::add));
    return notes;
  }

  /** For a model whose loading is worth a word. */
  static Optional<String> loading(Bundle bundle, Device device) {
    double gigabytes = bundle.loadedBytes() / 1e9;
    if (gigabytes < LONG_LOADING_GB) {
      return Optional.empty();
    }
    String how =
        device.mapsWeights()
            ? "%.1f GB of weights are read in place, from the disk where they are not in memory yet"
            : "loading, which takes %.1f GB of memory and some %.0f s";
    String note = String.format(Locale.ROOT, how, gigabytes, gigabytes * LOADING_SECONDS_PER_GB);
    return Optional.of(bundle.description().name() + ": " + note);
  }

  private static void addDoubts(PreparedTask task, List<String> notes) {
    if (task.refusesSystem()) {
      notes.add(
          task.task().name()
              + ": the model's chat template takes no system prompt; it is left out, as in"
              + " lm-evaluation-harness");
    }
    List<String> doubts = task.doubts();
    if (!doubts.isEmpty()) {
      String more = doubts.size() == 1 ? "" : "; so %d documents in all".formatted(doubts.size());
      notes.add(task.task().name() + ": " + doubts.get(0) + more);
    }
  }

  /** Accuracy levels off beyond depths that were drawn in training, and falls beyond fixed ones. */
  private static Optional<String> beyondTraining(PreparedSweep prepared) {
    return prepared
        .bundle()
        .description()
        .model()
        .trainedDepth()
        .match(drawn -> Optional.<TrainedDepth.UpTo>empty(), Optional::of)
        .flatMap(
            trained ->
                labels(
                        prepared.sweep().points().stream()
                            .filter(point -> point.iterations() > trained.most())
                            .toList())
                    .map(
                        beyond ->
                            "r = %s: deeper than the %d that this model was trained for; accuracy usually falls there"
                                .formatted(beyond, trained.most())));
  }

  private static Optional<String> plain(PreparedSweep prepared, Speculation speculation) {
    return labels(
            prepared.sweep().points().stream().filter(point -> !speculation.drafts(point)).toList())
        .map(
            plain ->
                "r = %s: decoded plainly; drafts of %d iterations are for the last loop of deeper points"
                    .formatted(plain, speculation.depth()));
  }

  /** Empty for none. */
  private static Optional<String> labels(List<SweepPoint> points) {
    return points.stream().map(SweepPoint::label).reduce((one, other) -> one + ", " + other);
  }

  private static Optional<String> tooFewDocuments(
      PreparedTask task, PreparedSweep prepared, SaturationTest test) {
    int documents = task.questions().size();
    double least = test.leastMargin(documents);
    return least <= test.margin()
        ? Optional.empty()
        : Optional.of(
            "%s: %d documents never show that less than %.3f is gained, so it goes on to r = %d; give more documents, or --margin %.3f or above"
                .formatted(
                    task.task().name(),
                    documents,
                    least,
                    prepared.sweep().deepest(),
                    least + 5e-4));
  }
}
