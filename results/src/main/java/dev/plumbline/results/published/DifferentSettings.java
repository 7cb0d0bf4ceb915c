package dev.plumbline.results.published;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** In what a run and a published curve differ, or may differ. */
final class DifferentSettings {
  private final Manifest manifest;
  private final List<Difference> differences = new ArrayList<>();

  private DifferentSettings(Manifest manifest) {
    this.manifest = manifest;
  }

  /** What is the same in both, or known of neither, is left out. */
  static List<Difference> of(
      Manifest manifest, CurveId curve, Reference reference, PublishedCurve published) {
    DifferentSettings different = new DifferentSettings(manifest);
    String model = manifest.bundle().name();
    if (!isSameModel(reference.model(), model)) {
      different.add("model", Optional.of(reference.model()), Optional.of(model));
    }
    different.add("task", published.task(), Optional.of(curve.task()));
    different.add("filter", published.filter(), Optional.of(curve.score().filter()));
    for (PublishedCurve.Setting setting : PublishedCurve.Setting.values()) {
      different.add(
          setting.key(),
          Optional.ofNullable(published.settings().get(setting)),
          different.here(setting, curve.task()));
    }
    return List.copyOf(different.differences);
  }

  private void add(String setting, Optional<String> published, Optional<String> here) {
    if (!published.equals(here)) {
      differences.add(new Difference(setting, published, here));
    }
  }

  /** By the last part of a name such as {@code owner/name}, for a bundle has no owner. */
  private static boolean isSameModel(String published, String here) {
    return lastPart(published).equals(lastPart(here));
  }

  private static String lastPart(String model) {
    return model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }

  private Optional<String> here(PublishedCurve.Setting setting, String task) {
    return switch (setting) {
      case NUM_FEWSHOT -> fewshot(task);
      case CHAT_TEMPLATE -> configured(Setting.CHAT);
      case SYSTEM_PROMPT ->
          configured(Setting.CHAT).isEmpty()
              ? Optional.empty()
              : configured(Setting.SYSTEM).or(() -> Optional.of("none"));
      case DOCUMENTS ->
          Optional.of(configured(Setting.LIMIT).map(limit -> "the first " + limit).orElse("all"));
      case HARNESS -> Optional.of(manifest.origin().tool().name());
      // A manifest names its model by hash and leaves the rest to the task.
      case PRECISION, DECODING -> Optional.empty();
    };
  }

  /** As whoever asked wished; a task's own number is not in the manifest. */
  private Optional<String> fewshot(String task) {
    return configured(Setting.NUM_FEWSHOT)
        .or(
            () ->
                manifest
                    .origin()
                    .match(
                        asked -> Optional.of("the task's own"),
                        scored -> Optional.empty(),
                        imported ->
                            Optional.ofNullable(imported.fewshot().get(task))
                                .map(Object::toString)));
  }

  private Optional<String> configured(Setting setting) {
    return Optional.ofNullable(manifest.configuration().values().get(setting.key()))
        .map(Object::toString);
  }
}
