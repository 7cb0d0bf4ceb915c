package dev.plumbline.harness;

import dev.plumbline.results.Manifest;
import dev.plumbline.results.ModelFacts;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.CacheShape;
import dev.plumbline.runner.network.TrainedDepth;
import java.util.Optional;
import java.util.OptionalInt;

/** A bundle as a manifest states it. */
final class BundleFacts {
  private BundleFacts() {}

  static Manifest.Bundle of(Bundle bundle) {
    return new Manifest.Bundle(
        bundle.description().name(), Optional.of(bundle.sha256()), Optional.of(facts(bundle)));
  }

  private static ModelFacts facts(Bundle bundle) {
    CacheShape caches = bundle.shape().caches();
    TrainedDepth trained = bundle.description().model().trainedDepth();
    return new ModelFacts(
        bundle.description().model().network().parameters(),
        trained.match(drawn -> OptionalInt.of(drawn.mean()), upTo -> OptionalInt.empty()),
        trained.match(drawn -> OptionalInt.empty(), upTo -> OptionalInt.of(upTo.most())),
        caches.bytesOnce(),
        caches.bytesPerIteration());
  }
}
