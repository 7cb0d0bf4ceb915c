package dev.plumbline.reports.html;

import dev.plumbline.protocol.DocumentId;
import dev.plumbline.reports.html.TraceView.Components;
import dev.plumbline.reports.html.TraceView.Fact;
import dev.plumbline.reports.html.TraceView.Lens;
import dev.plumbline.reports.html.TraceView.Measure;
import dev.plumbline.reports.html.TraceView.Tokens;
import dev.plumbline.results.exits.TokenKind;
import dev.plumbline.results.trace.PathMeasure;
import dev.plumbline.results.trace.PrincipalComponents;
import dev.plumbline.results.trace.Regime;
import dev.plumbline.results.trace.Trace;
import dev.plumbline.results.trace.TraceDocument;
import dev.plumbline.results.trace.TraceTable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A trace as its page shows it: the first documents, as many as a page of some 15 MB holds. */
final class ShownTrace {
  /** Tokens times iterations. */
  private static final int MOST_CELLS = 200_000;

  private static final int SAMPLES = 16_384;

  /** The first one is what a reader sees at first. */
  private static final List<PathMeasure> MEASURES =
      List.of(
          PathMeasure.RESIDUAL,
          PathMeasure.STEP,
          PathMeasure.DISTANCE,
          PathMeasure.COSINE,
          PathMeasure.ACCELERATION);

  /** Of lens numbers that are worth a map, with what they are called. */
  private static final Map<String, String> LENS_LABELS =
      Map.of(
          "entropy", "entropy of what is said (nats)",
          "final_rank", "rank of what the last says",
          "final_log_probability", "log probability of what the last says",
          "divergence", "KL divergence from the last (nats)");

  private static final List<String> LENS_NUMBERS =
      List.of("entropy", "final_rank", "final_log_probability", "divergence");

  private final Trace trace;
  private final List<TraceDocument> documents;
  private final int tokens;

  private ShownTrace(Trace trace) {
    this.trace = trace;
    this.documents = new ArrayList<>();
    int most = Math.max(1, MOST_CELLS / trace.manifest().iterations());
    int count = 0;
    for (TraceDocument document : (Iterable<TraceDocument>) trace.documents()::iterator) {
      int more = document.tokenTexts().size();
      if (!documents.isEmpty() && count + more > most) {
        break;
      }
      documents.add(document);
      count += more;
    }
    this.tokens = count;
  }

  /**
   * The page's data.
   *
   * @param right whether documents were answered right, where that is known
   */
  static TraceView of(Trace trace, Map<DocumentId, Boolean> right) {
    return new ShownTrace(trace).view(right);
  }

  private TraceView view(Map<DocumentId, Boolean> right) {
    return new TraceView(
        trace.manifest().bundle().name() + ": trace",
        facts(),
        notes(),
        trace.manifest().iterations(),
        documents.stream().map(document -> shown(document, right)).toList(),
        tokens(),
        measures(),
        components(),
        lens());
  }

  private List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Model", trace.manifest().bundle().name()));
    facts.add(new Fact("Iterations", Integer.toString(trace.manifest().iterations())));
    facts.add(new Fact("Channels", Integer.toString(trace.manifest().channels())));
    facts.add(new Fact("Texts", Integer.toString(trace.manifest().documents())));
    facts.add(new Fact("Tokens", Long.toString(trace.manifest().tokens())));
    for (String setting : List.of("init", "init-scale", "seed", "noise", "dtype")) {
      Optional.ofNullable(trace.manifest().configuration().values().get(setting))
          .ifPresent(
              value -> facts.add(new Fact(setting, value.toString().toLowerCase(Locale.ROOT))));
    }
    return facts;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>(trace.manifest().undefined());
    if (documents.size() < trace.manifest().documents()) {
      notes.add(
          "the first %d of %d texts are shown"
              .formatted(documents.size(), trace.manifest().documents()));
    }
    double rounding = documents.stream().mapToDouble(TraceDocument::rounding).max().orElse(0);
    if (rounding > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "states were stored as float16, at most %.1e of a state off; paths are drawn from"
                  + " those, all other numbers are of the states as they were computed",
              rounding));
    }
    return notes;
  }

  private static TraceView.Document shown(TraceDocument document, Map<DocumentId, Boolean> right) {
    return new TraceView.Document(
        document.document().task(),
        Integer.toString(document.document().number()),
        Optional.ofNullable(right.get(document.document())),
        document.tokenTexts().size(),
        boxed(document.exponent()),
        boxed(document.spectralRadius()));
  }

  /** A push that vanished has an infinite log, which no page can draw. */
  private static Optional<Double> boxed(OptionalDouble number) {
    return number.stream().boxed().filter(Double::isFinite).findFirst();
  }

  private Tokens tokens() {
    List<String> texts = documents.stream().flatMap(d -> d.tokenTexts().stream()).toList();
    List<Regime> regimes = documents.stream().flatMap(d -> d.regimes().stream()).toList();
    byte[] numbers = new byte[tokens];
    for (int token = 0; token < tokens; token++) {
      numbers[token] = (byte) TraceView.REGIMES.indexOf(regimes.get(token).key());
    }
    List<TokenKind> kinds = List.of(TokenKind.values());
    float[] periods = flat(TraceDocument::periods);
    return new Tokens(
        texts,
        kinds.stream().map(TokenKind::word).toList(),
        texts.stream().mapToInt(text -> kinds.indexOf(TokenKind.of(text))).toArray(),
        numbers,
        flat(TraceDocument::rates),
        IntStream.range(0, tokens).map(token -> (int) periods[token]).toArray());
  }

  private float[] flat(Function<TraceDocument, float[]> numbers) {
    float[] flat = new float[tokens];
    int at = 0;
    for (TraceDocument document : documents) {
      float[] own = numbers.apply(document);
      System.arraycopy(own, 0, flat, at, own.length);
      at += own.length;
    }
    return flat;
  }

  private List<Measure> measures() {
    int[] all = IntStream.rangeClosed(1, trace.manifest().iterations()).toArray();
    List<Measure> measures = new ArrayList<>();
    for (PathMeasure measure : MEASURES) {
      measures.add(
          new Measure(
              measure.key(),
              label(measure),
              measure != PathMeasure.COSINE,
              all,
              turned(document -> document.measure(measure))));
    }
    if (documents.stream().allMatch(document -> document.startDistance().isPresent())) {
      measures.add(
          new Measure(
              "start_distance",
              "distance to other starts, relative",
              true,
              all,
              turned(document -> document.startDistance().orElseThrow())));
    }
    if (!trace.manifest().lensDepths().isEmpty()) {
      for (String name : LENS_NUMBERS) {
        measures.add(
            new Measure(
                name,
                LENS_LABELS.get(name),
                name.equals("final_rank"),
                depths(),
                turned(document -> document.lens(name))));
      }
    }
    return measures;
  }

  private static String label(PathMeasure measure) {
    return switch (measure) {
      case RESIDUAL -> "residual: step / state";
      case STEP -> "step length";
      case DISTANCE -> "distance to the last state";
      case COSINE -> "cosine of successive steps";
      case ACCELERATION -> "change of the step";
    };
  }

  private int[] depths() {
    return trace.manifest().lensDepths().stream().mapToInt(Integer::intValue).toArray();
  }

  /** [tokens][depths], of tables that are [depths, tokens]. */
  private float[] turned(Function<TraceDocument, TraceTable> tables) {
    List<float[]> parts = new ArrayList<>();
    for (TraceDocument document : documents) {
      TraceTable table = tables.apply(document);
      int rows = table.shape().get(0);
      int columns = table.shape().get(1);
      float[] part = new float[rows * columns];
      for (int column = 0; column < columns; column++) {
        for (int row = 0; row < rows; row++) {
          part[column * rows + row] = table.get(row, column);
        }
      }
      parts.add(part);
    }
    return joined(parts);
  }

  private static float[] joined(List<float[]> parts) {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private Optional<Lens> lens() {
    if (trace.manifest().lensDepths().isEmpty()) {
      return Optional.empty();
    }
    float[] said = turned(document -> document.lens("token"));
    Map<Integer, String> texts = new HashMap<>();
    documents.forEach(document -> texts.putAll(document.lensTexts()));
    return Optional.of(
        new Lens(
            depths(),
            IntStream.range(0, said.length).map(i -> (int) said[i]).toArray(),
            turned(document -> document.lens("probability")),
            texts));
  }

  private Components components() {
    PrincipalComponents fitted = PrincipalComponents.fit(sampledStates(), TraceView.MAX_COMPONENTS);
    int count = fitted.shares().length;
    List<float[]> parts = new ArrayList<>();
    for (TraceDocument document : documents) {
      TraceTable states = document.states();
      int points = states.shape().get(0);
      int columns = states.shape().get(1);
      float[] part = new float[points * columns * count];
      for (int token = 0; token < columns; token++) {
        for (int point = 0; point < points; point++) {
          double[] coordinates = fitted.of(state(states, point, token));
          for (int c = 0; c < count; c++) {
            part[(token * points + point) * count + c] = (float) coordinates[c];
          }
        }
      }
      parts.add(part);
    }
    float[] shares = new float[count];
    for (int c = 0; c < count; c++) {
      shares[c] = (float) fitted.shares()[c];
    }
    return new Components(shares, joined(parts));
  }

  /** Evenly over all tokens and iterations. */
  private List<float[]> sampledStates() {
    int points = trace.manifest().iterations() + 1;
    long all = (long) tokens * points;
    long every = Math.max(1, (all + SAMPLES - 1) / SAMPLES);
    // Otherwise some iterations would never be met.
    while (BigInteger.valueOf(every).gcd(BigInteger.valueOf(points)).intValue() > 1) {
      every++;
    }
    List<float[]> samples = new ArrayList<>();
    long first = 0;
    for (TraceDocument document : documents) {
      TraceTable states = document.states();
      int columns = states.shape().get(1);
      for (long i = (every - first % every) % every; i < (long) columns * points; i += every) {
        samples.add(state(states, (int) (i % points), (int) (i / points)));
      }
      first += (long) columns * points;
    }
    return samples;
  }

  private static float[] state(TraceTable states, int point, int token) {
    int columns = states.shape().get(1);
    int channels = states.shape().get(2);
    int from = (point * columns + token) * channels;
    return Arrays.copyOfRange(states.values(), from, from + channels);
  }
}
