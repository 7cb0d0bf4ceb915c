package dev.plumbline.runner.network;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.plumbline.protocol.PlumblineException;
import java.util.function.Function;
import java.util.function.Supplier;

/** How the rotary frequencies of a longer context come from those of a shorter one. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RotaryScaling.None.class, name = "none"),
  @JsonSubTypes.Type(value = RotaryScaling.Llama3.class, name = "llama3")
})
public sealed interface RotaryScaling {
  /** The frequencies stay as they are. */
  record None() implements RotaryScaling {
    @Override
    public <R> R match(Supplier<R> none, Function<Llama3, R> llama3) {
      return none.get();
    }
  }

  /**
   * Frequencies that turn less than {@code lowFrequencyFactor} times within the original context
   * are divided by {@code factor}, those that turn more than {@code highFrequencyFactor} times
   * stay, and those between are blended (Llama 3.1's {@code rope_type} "llama3").
   *
   * @param originalBlockSize tokens of the context that the unscaled frequencies were trained on
   */
  record Llama3(
      double factor, double lowFrequencyFactor, double highFrequencyFactor, int originalBlockSize)
      implements RotaryScaling {
    public Llama3 {
      Limits.positive("factor", factor);
      Limits.positive("low_frequency_factor", lowFrequencyFactor);
      Limits.positive("high_frequency_factor", highFrequencyFactor);
      Limits.within(1, 1 << 24, "original_block_size", originalBlockSize);
      if (highFrequencyFactor <= lowFrequencyFactor) {
        throw new PlumblineException(
            "high_frequency_factor must be above low_frequency_factor, got %s and %s"
                .formatted(highFrequencyFactor, lowFrequencyFactor));
      }
    }

    @Override
    public <R> R match(Supplier<R> none, Function<Llama3, R> llama3) {
      return llama3.apply(this);
    }
  }

  /** The result of the function for this case; a further case is a further parameter. */
  <R> R match(Supplier<R> none, Function<Llama3, R> llama3);
}
