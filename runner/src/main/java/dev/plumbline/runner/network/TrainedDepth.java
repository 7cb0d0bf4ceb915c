package dev.plumbline.runner.network;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.function.Function;

/** How often the core ran while the model was trained. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TrainedDepth.Drawn.class, name = "drawn"),
  @JsonSubTypes.Type(value = TrainedDepth.UpTo.class, name = "up_to")
})
public sealed interface TrainedDepth {
  /** Drawn anew for each step, also far above the mean; accuracy levels off there. */
  record Drawn(int mean) implements TrainedDepth {
    public Drawn {
      Limits.within(1, 1 << 20, "trained_depth.mean", mean);
    }

    @Override
    public <R> R match(Function<Drawn, R> drawn, Function<UpTo, R> upTo) {
      return drawn.apply(this);
    }
  }

  /** Never more than this; beyond it accuracy falls. 1 for a model that was not looped. */
  record UpTo(int most) implements TrainedDepth {
    public UpTo {
      Limits.within(1, 1 << 20, "trained_depth.most", most);
    }

    @Override
    public <R> R match(Function<Drawn, R> drawn, Function<UpTo, R> upTo) {
      return upTo.apply(this);
    }
  }

  /** The result of the function for this case; a further case is a further parameter. */
  <R> R match(Function<Drawn, R> drawn, Function<UpTo, R> upTo);
}
