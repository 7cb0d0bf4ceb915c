package dev.plumbline.cli;

import dev.plumbline.results.Run;
import dev.plumbline.results.published.BesideReference;
import dev.plumbline.results.published.Reference;
import dev.plumbline.results.published.References;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option on published curves. */
final class ReferenceArguments {
  @Option(
      names = "--reference",
      paramLabel = "NAME",
      split = ",",
      description =
          "Also show what others have published of the same tasks and metrics, such as huginn-0125,"
              + " or a file of yours that ends in .yaml; plumbline models references lists them.")
  private List<String> names = new ArrayList<>();

  boolean isGiven() {
    return !names.isEmpty();
  }

  /** Every run beside every reference, by run. */
  List<BesideReference> beside(List<Run> runs) {
    List<Reference> references = names.stream().distinct().map(References::find).toList();
    return runs.stream()
        .flatMap(run -> references.stream().map(reference -> BesideReference.of(run, reference)))
        .toList();
  }
}
