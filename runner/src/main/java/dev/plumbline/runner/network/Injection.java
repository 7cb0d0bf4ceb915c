package dev.plumbline.runner.network;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** How the prelude's output reaches the iterations. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Injection.LinearAdapter.class, name = "linear_adapter"),
  @JsonSubTypes.Type(value = Injection.None.class, name = "none")
})
public sealed interface Injection {
  /**
   * Each iteration begins with a matrix on the state and the prelude's output side by side, the
   * state first.
   *
   * @param initialState what the first iteration's state is drawn from
   */
  record LinearAdapter(TruncatedNormal initialState) implements Injection {
    public LinearAdapter {
      Limits.present("initial_state", initialState);
    }

    @Override
    public <R> R match(Function<LinearAdapter, R> adapter, Supplier<R> none) {
      return adapter.apply(this);
    }
  }

  /** The first iteration's state is the prelude's output; later ones do not see it. */
  record None() implements Injection {
    @Override
    public <R> R match(Function<LinearAdapter, R> adapter, Supplier<R> none) {
      return none.get();
    }
  }

  <R> R match(Function<LinearAdapter, R> adapter, Supplier<R> none);

  /** What the first state is drawn from; empty if it is the prelude's output. */
  default Optional<TruncatedNormal> startsFrom() {
    return match(adapter -> Optional.of(adapter.initialState), Optional::empty);
  }
}
