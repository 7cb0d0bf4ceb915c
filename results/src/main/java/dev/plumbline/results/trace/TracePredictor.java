package dev.plumbline.results.trace;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** A number of a prompt's states that may tell whether its answer is right. */
public enum TracePredictor {
  /** Decimal log of the last token's residual after the last iteration. */
  LAST_RESIDUAL {
    @Override
    OptionalDouble of(TraceDocument document) {
      TraceTable residual = document.measure(PathMeasure.RESIDUAL);
      return OptionalDouble.of(log(residual, residual.shape().get(1) - 1));
    }
  },

  /** The same, mean over the prompt's tokens. */
  MEAN_RESIDUAL {
    @Override
    OptionalDouble of(TraceDocument document) {
      TraceTable residual = document.measure(PathMeasure.RESIDUAL);
      return IntStream.range(0, residual.shape().get(1))
          .mapToDouble(token -> log(residual, token))
          .average();
    }
  },

  /** The iteration from which on the last token's residual is at most 1 %, R + 1 if none. */
  SETTLED_AT {
    @Override
    OptionalDouble of(TraceDocument document) {
      var settled = TokenDepths.of(document).settled();
      return OptionalDouble.of(settled.get(settled.size() - 1));
    }
  },

  /** The lens depth from which on the last token is followed by what the deepest one says. */
  SAID_AT {
    @Override
    OptionalDouble of(TraceDocument document) {
      return TokenDepths.of(document).said().stream()
          .mapToDouble(said -> said.get(said.size() - 1))
          .findFirst();
    }
  },

  /** Entropy, in nats, of the deepest prediction behind the last token. */
  LAST_ENTROPY {
    @Override
    OptionalDouble of(TraceDocument document) {
      if (document.lensDepths().isEmpty()) {
        return OptionalDouble.empty();
      }
      float[] entropy = document.lens("entropy").values();
      return OptionalDouble.of(entropy[entropy.length - 1]);
    }
  };

  /** Below float32's rounding all residuals are alike; a state of zeros has not moved. */
  private static final double LEAST_RESIDUAL = 1e-8;

  /** Absent where the trace lacks what it is made of. */
  abstract OptionalDouble of(TraceDocument document);

  /** As tables and files name it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static double log(TraceTable residual, int token) {
    float last = residual.get(residual.shape().get(0) - 1, token);
    return Math.log10(Float.isNaN(last) ? LEAST_RESIDUAL : Math.max(LEAST_RESIDUAL, last));
  }
}
