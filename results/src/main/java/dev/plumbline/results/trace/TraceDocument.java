package dev.plumbline.results.trace;

import static dev.plumbline.results.trace.TraceFormat.LENS;
import static dev.plumbline.results.trace.TraceFormat.REGIMES;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.PlumblineException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A traced text. Its tables are read from the disk when they are asked for. */
public final class TraceDocument {
  private final Path path;
  private final TraceFile file;

  private TraceDocument(Path path) {
    this.path = path;
    this.file = TraceFile.open(path);
  }

  static TraceDocument open(Path path) {
    return new TraceDocument(path);
  }

  public DocumentId document() {
    try {
      return new DocumentId(
          file.text(TraceFormat.TASK), Integer.parseInt(file.text(TraceFormat.DOCUMENT)));
    } catch (NumberFormatException e) {
      throw new PlumblineException(path + ": its document has no number", e);
    }
  }

  public String text() {
    return file.text(TraceFormat.TEXT);
  }

  public List<String> tokenTexts() {
    return json(TraceFormat.TOKEN_TEXTS, new TypeReference<>() {});
  }

  /** Largest {@code |stored - computed| / |computed|} of a state, 0 where none was rounded. */
  public double rounding() {
    return Double.parseDouble(file.text(TraceFormat.ROUNDING));
  }

  /** [iterations + 1, tokens, channels]; s_0 comes first. */
  public TraceTable states() {
    return file.table(TraceFormat.STATES);
  }

  /** [iterations, tokens]; NaN where it is undefined. */
  public TraceTable measure(PathMeasure measure) {
    return file.table(measure.key());
  }

  /** Of each token. */
  public List<Regime> regimes() {
    float[] numbers = file.table(TraceFormat.REGIME).values();
    Regime[] regimes = new Regime[numbers.length];
    Arrays.setAll(regimes, token -> REGIMES.get((int) numbers[token]));
    return List.of(regimes);
  }

  /** {@link Motion#rate} of each token, NaN where absent. */
  public float[] rates() {
    return file.table(TraceFormat.RATE).values();
  }

  /** {@link Motion#period} of each token, 0 where absent. */
  public float[] periods() {
    return file.table(TraceFormat.PERIOD).values();
  }

  /** The iterations after which predictions were read; empty where none were. */
  public List<Integer> lensDepths() {
    if (!file.has(LENS + "depths")) {
      return List.of();
    }
    float[] depths = file.table(LENS + "depths").values();
    Integer[] whole = new Integer[depths.length];
    Arrays.setAll(whole, i -> (int) depths[i]);
    return List.of(whole);
  }

  /** A number of the predictions, [depths, tokens]. */
  public TraceTable lens(String name) {
    return file.table(LENS + name);
  }

  /** Texts of the tokens that would be said, by id. */
  public Map<Integer, String> lensTexts() {
    return json(TraceFormat.LENS_TEXTS, new TypeReference<>() {});
  }

  /**
   * The finite-time largest Lyapunov exponent, in nats per iteration; absent where no push was
   * followed.
   */
  public OptionalDouble exponent() {
    return mean(TraceFormat.LOG_GROWTH, 1);
  }

  /**
   * The spectral radius of the iteration at the last state, by power iteration, of which the second
   * half counts; absent where no push was followed.
   */
  public OptionalDouble spectralRadius() {
    OptionalDouble log = mean(TraceFormat.LOG_GROWTH_AT_END, 2);
    return log.isPresent() ? OptionalDouble.of(Math.exp(log.getAsDouble())) : log;
  }

  /** Over the last numbers of a table, one part of so many. */
  private OptionalDouble mean(String name, int parts) {
    if (!file.has(name)) {
      return OptionalDouble.empty();
    }
    float[] logs = file.table(name).values();
    double sum = 0;
    int from = logs.length - logs.length / parts;
    for (int i = from; i < logs.length; i++) {
      sum += logs[i];
    }
    return OptionalDouble.of(sum / (logs.length - from));
  }

  /** Mean relative distance to other starts' states, [iterations, tokens]; absent without them. */
  public Optional<TraceTable> startDistance() {
    return file.has(TraceFormat.START_DISTANCE)
        ? Optional.of(file.table(TraceFormat.START_DISTANCE))
        : Optional.empty();
  }

  private <T> T json(String name, TypeReference<T> type) {
    try {
      return TraceFormat.JSON.readValue(file.text(name), type);
    } catch (JsonProcessingException e) {
      throw new PlumblineException(path + ": '" + name + "' is no JSON", e);
    }
  }
}
