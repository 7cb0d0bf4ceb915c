package dev.plumbline.spark;

import java.util.Optional;
import java.util.function.Function;

/** How the model and the tasks reach the executors. */
sealed interface Shipping {
  /** The result of the function for this case; a further case is a further parameter. */
  <R> R match(Function<Shared, R> shared, Function<Copied, R> copied, Function<Stored, R> stored);

  /** All machines have them, under the same paths. */
  record Shared() implements Shipping {
    @Override
    public <R> R match(
        Function<Shared, R> shared, Function<Copied, R> copied, Function<Stored, R> stored) {
      return shared.apply(this);
    }
  }

  /** The driver serves them, which suits small ones. */
  record Copied() implements Shipping {
    @Override
    public <R> R match(
        Function<Shared, R> shared, Function<Copied, R> copied, Function<Stored, R> stored) {
      return copied.apply(this);
    }
  }

  /**
   * They are put once into a folder that all machines can read.
   *
   * @param folder a URL that Hadoop's file systems know
   */
  record Stored(String folder) implements Shipping {
    @Override
    public <R> R match(
        Function<Shared, R> shared, Function<Copied, R> copied, Function<Stored, R> stored) {
      return stored.apply(this);
    }
  }

  /** Reads {@code copy} or a URL; absent: shared. */
  static Shipping of(Optional<String> text) {
    return text.<Shipping>map(where -> where.equals("copy") ? new Copied() : new Stored(where))
        .orElseGet(Shared::new);
  }
}
