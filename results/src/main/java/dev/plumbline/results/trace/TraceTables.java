package dev.plumbline.results.trace;

import static dev.plumbline.results.trace.TraceFormat.DOCUMENT;
import static dev.plumbline.results.trace.TraceFormat.JSON;
import static dev.plumbline.results.trace.TraceFormat.LENS;
import static dev.plumbline.results.trace.TraceFormat.LENS_TEXTS;
import static dev.plumbline.results.trace.TraceFormat.LOG_GROWTH;
import static dev.plumbline.results.trace.TraceFormat.LOG_GROWTH_AT_END;
import static dev.plumbline.results.trace.TraceFormat.PERIOD;
import static dev.plumbline.results.trace.TraceFormat.RATE;
import static dev.plumbline.results.trace.TraceFormat.RATE_HIGH;
import static dev.plumbline.results.trace.TraceFormat.RATE_LOW;
import static dev.plumbline.results.trace.TraceFormat.REGIME;
import static dev.plumbline.results.trace.TraceFormat.REGIMES;
import static dev.plumbline.results.trace.TraceFormat.ROUNDING;
import static dev.plumbline.results.trace.TraceFormat.START_DISTANCE;
import static dev.plumbline.results.trace.TraceFormat.STATES;
import static dev.plumbline.results.trace.TraceFormat.STRAIGHTNESS;
import static dev.plumbline.results.trace.TraceFormat.TASK;
import static dev.plumbline.results.trace.TraceFormat.TEXT;
import static dev.plumbline.results.trace.TraceFormat.TOKEN_IDS;
import static dev.plumbline.results.trace.TraceFormat.TOKEN_TEXTS;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Interval;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;

/** All that is written of one text: its states, and what is made of them. */
public final class TraceTables {
  private static final int SEED = 1234;

  private final DocumentId document;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, TraceTable> tables = new LinkedHashMap<>();

  /**
   * A text of which nothing else is known yet.
   *
   * @param tokenTexts of each token
   */
  public TraceTables(
      DocumentId document, String text, List<String> tokenTexts, List<Integer> tokenIds) {
    this.document = document;
    texts.put(TASK, document.task());
    texts.put(DOCUMENT, Integer.toString(document.number()));
    texts.put(TEXT, text);
    texts.put(TOKEN_TEXTS, json(tokenTexts));
    put(TOKEN_IDS, tokenIds);
  }

  Map<String, String> texts() {
    return texts;
  }

  Map<String, TraceTable> tables() {
    return tables;
  }

  /**
   * Adds the states, and every number of each token's path.
   *
   * @param byIteration [iterations + 1], each [tokens, channels] flat
   * @param type of the states; all else is made of them as they are computed
   * @throws PlumblineException for a state that is not finite, or that the type cannot hold
   */
  public void putStates(List<float[]> byIteration, int channels, NumberType type) {
    int tokens = byIteration.get(0).length / channels;
    float[] all = new float[Math.multiplyExact(byIteration.size(), tokens * channels)];
    for (int i = 0; i < byIteration.size(); i++) {
      System.arraycopy(byIteration.get(i), 0, all, i * tokens * channels, tokens * channels);
    }
    texts.put(ROUNDING, Double.toString(rounding(all, channels, type)));
    tables.put(STATES, TraceTable.of(type, List.of(byIteration.size(), tokens, channels), all));
    List<TokenPath> paths =
        IntStream.range(0, tokens).mapToObj(token -> path(byIteration, token, channels)).toList();
    for (PathMeasure measure : PathMeasure.values()) {
      tables.put(measure.key(), table(paths, measure));
    }
    putMotions(
        IntStream.range(0, tokens)
            .parallel()
            .mapToObj(token -> Motion.of(paths.get(token), SEED + token))
            .toList());
  }

  private static TokenPath path(List<float[]> byIteration, int token, int channels) {
    return new TokenPath(
        byIteration.stream()
            .map(states -> Arrays.copyOfRange(states, token * channels, (token + 1) * channels))
            .toArray(float[][]::new));
  }

  private static TraceTable table(List<TokenPath> paths, PathMeasure measure) {
    float[][] rows = new float[paths.get(0).iterations()][paths.size()];
    IntStream.range(0, paths.size())
        .parallel()
        .forEach(
            token -> {
              double[] values = measure.of(paths.get(token));
              for (int i = 0; i < values.length; i++) {
                rows[i][token] = (float) values[i];
              }
            });
    return TraceTable.of(NumberType.F32, rows);
  }

  private void putMotions(List<Motion> motions) {
    float[][] numbers = new float[6][motions.size()];
    for (int token = 0; token < motions.size(); token++) {
      Motion motion = motions.get(token);
      numbers[0][token] = REGIMES.indexOf(motion.regime());
      numbers[1][token] = (float) motion.rate().orElse(Double.NaN);
      numbers[2][token] = motion.rateInterval().map(Interval::low).orElse(Double.NaN).floatValue();
      numbers[3][token] = motion.rateInterval().map(Interval::high).orElse(Double.NaN).floatValue();
      numbers[4][token] = motion.period().orElse(0);
      numbers[5][token] = (float) motion.straightness();
    }
    put(REGIME, NumberType.I32, numbers[0]);
    put(RATE, NumberType.F32, numbers[1]);
    put(RATE_LOW, NumberType.F32, numbers[2]);
    put(RATE_HIGH, NumberType.F32, numbers[3]);
    put(PERIOD, NumberType.I32, numbers[4]);
    put(STRAIGHTNESS, NumberType.F32, numbers[5]);
  }

  private void put(String name, List<Integer> whole) {
    float[] values = new float[whole.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = whole.get(i);
    }
    put(name, NumberType.I32, values);
  }

  private void put(String name, NumberType type, float[] values) {
    tables.put(name, TraceTable.of(type, List.of(values.length), values));
  }

  private double rounding(float[] states, int channels, NumberType type) {
    double largest = 0;
    for (int from = 0; from < states.length; from += channels) {
      double squares = 0;
      double errors = 0;
      for (int i = from; i < from + channels; i++) {
        double stored = type == NumberType.F16 ? Float16.toFloat(Float16.of(states[i])) : states[i];
        squares += (double) states[i] * states[i];
        errors += (stored - states[i]) * (stored - states[i]);
      }
      if (!Double.isFinite(squares)) {
        throw new PlumblineException(
            document
                + ": a state is not finite; the model gives no usable states here, check its"
                + " export");
      }
      if (!Double.isFinite(errors)) {
        throw new PlumblineException(
            document + ": a state is too large for float16; give --dtype float32");
      }
      largest = squares == 0 ? largest : Math.max(largest, Math.sqrt(errors / squares));
    }
    return largest;
  }

  /**
   * Adds what would be said after each token at some depths.
   *
   * @param depths iterations, ascending
   * @param numbers by name, each [depths][tokens]
   * @param whole names of those that are whole numbers
   * @param said texts of the tokens that would be said, by id
   */
  public void putLens(
      List<Integer> depths,
      Map<String, float[][]> numbers,
      List<String> whole,
      SortedMap<Integer, String> said) {
    put(LENS + "depths", depths);
    numbers.forEach(
        (name, rows) ->
            tables.put(
                LENS + name,
                TraceTable.of(whole.contains(name) ? NumberType.I32 : NumberType.F32, rows)));
    texts.put(LENS_TEXTS, json(said));
  }

  /**
   * Adds how a small push to all tokens' states grew.
   *
   * @param growth of the iterations, and of those at the text's last state
   * @param iterations how many are the former
   */
  public void putGrowth(Perturbation growth, int iterations) {
    List<Double> logs = growth.logGrowths();
    put(LOG_GROWTH, NumberType.F32, floats(logs.subList(0, iterations)));
    put(LOG_GROWTH_AT_END, NumberType.F32, floats(logs.subList(iterations, logs.size())));
  }

  private static float[] floats(List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return floats;
  }

  /**
   * Adds how far states from other starts are from the text's own, {@code |a - b| / ((|a| + |b|) /
   * 2)}, mean over the starts.
   *
   * @param distances [iterations][tokens]
   */
  public void putStartDistance(float[][] distances) {
    tables.put(START_DISTANCE, TraceTable.of(NumberType.F32, distances));
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
