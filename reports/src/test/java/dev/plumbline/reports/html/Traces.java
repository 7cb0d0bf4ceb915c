package dev.plumbline.reports.html;

import dev.plumbline.reports.html.TraceView.Components;
import dev.plumbline.reports.html.TraceView.Document;
import dev.plumbline.reports.html.TraceView.Fact;
import dev.plumbline.reports.html.TraceView.Lens;
import dev.plumbline.reports.html.TraceView.Measure;
import dev.plumbline.reports.html.TraceView.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Made-up traces: tokens that come to rest, go round, go on, and do none of these. */
final class Traces {
  static final int COMPONENTS = 6;

  private static final List<String> WORDS =
      List.of(
          "<s>",
          "Natalia",
          " sold",
          " clips",
          " to",
          " 48",
          " of",
          " her",
          " friends",
          ",",
          " and",
          " then",
          " half",
          " as",
          " many",
          " in",
          " May",
          ".",
          "\n",
          " How");

  private static final List<String> KINDS =
      List.of("word", "number", "punctuation", "space", "special");

  private Traces() {}

  /** Three documents at twelve iterations, with all that a page can show. */
  static TraceView small() {
    return made(List.of(40, 25, 60), 12, List.of());
  }

  static TraceView large(int tokens, int iterations) {
    return made(
        List.of(tokens),
        iterations,
        List.of(
            "step", "distance", "cosine", "acceleration", "rank", "log-probability", "divergence"));
  }

  /** Without a lens, a verdict or a number, in one token and one iteration. */
  static TraceView bare() {
    float[] none = {Float.NaN};
    return new TraceView(
        "bare",
        List.of(),
        List.of(),
        1,
        List.of(document(0, 1, Optional.empty(), false)),
        new Tokens(List.of("x"), KINDS, new int[1], new byte[1], none, new int[1]),
        List.of(new Measure("residual", "residual", true, new int[] {1}, none)),
        new Components(new float[0], new float[0]),
        Optional.empty());
  }

  /** One token of one document with this title and text. */
  static TraceView hostile(String text) {
    return new TraceView(
        text,
        List.of(new Fact(text, text)),
        List.of(text),
        1,
        List.of(new Document(text, text, Optional.of(true), 1, Optional.empty(), Optional.empty())),
        new Tokens(List.of(text), List.of(text), new int[1], new byte[1], new float[1], new int[1]),
        List.of(new Measure("residual", text, false, new int[] {1}, new float[] {0.5f})),
        new Components(new float[] {1}, new float[] {0, 1}),
        Optional.of(new Lens(new int[] {1}, new int[] {7}, new float[] {0.5f}, Map.of(7, text))));
  }

  private static Document document(int index, int tokens, Optional<Boolean> right, boolean known) {
    return new Document(
        "sums",
        Integer.toString(index),
        right,
        tokens,
        known ? Optional.of(-0.21 + 0.2 * index) : Optional.empty(),
        known ? Optional.of(0.8 + 0.15 * index) : Optional.empty());
  }

  private static TraceView made(List<Integer> lengths, int iterations, List<String> others) {
    Random random = new Random(7);
    int count = lengths.stream().mapToInt(Integer::intValue).sum();
    List<Document> documents = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < lengths.size(); i++) {
      Optional<Boolean> right = Optional.of(i % 2 == 0);
      documents.add(document(i, lengths.get(i), right, true));
      for (int t = 0; t < lengths.get(i); t++) {
        texts.add(WORDS.get(t == 0 ? 0 : 1 + (t - 1) % (WORDS.size() - 1)));
      }
    }
    int[] kinds = texts.stream().mapToInt(Traces::kind).toArray();
    byte[] regimes = new byte[count];
    float[] rates = new float[count];
    int[] periods = new int[count];
    float[] states = new float[count * (iterations + 1) * COMPONENTS];
    float[] residuals = new float[count * iterations];
    float[] entropies = new float[count * iterations];
    int[] said = new int[count * iterations];
    float[] chances = new float[count * iterations];
    for (int token = 0; token < count; token++) {
      regimes[token] = (byte) (random.nextInt(10) < 6 ? 0 : 1 + random.nextInt(3));
      double rate = 0.6 + 0.3 * random.nextDouble();
      rates[token] = regimes[token] == 0 ? (float) Math.log(rate) : Float.NaN;
      periods[token] = regimes[token] == 1 ? 4 + random.nextInt(3) : 0;
      double[] start = random.doubles(COMPONENTS, -1, 1).toArray();
      double size = kinds[token] == 4 ? 12 : 1 + random.nextDouble();
      for (int state = 0; state <= iterations; state++) {
        double angle = 2 * Math.PI * state / Math.max(3, periods[token]);
        double radius =
            switch (regimes[token]) {
              case 0 -> Math.pow(rate, state);
              case 1 -> 0.6;
              case 2 -> 0.2 * state;
              default -> 1 / Math.sqrt(1.0 + state);
            };
        int at = (token * (iterations + 1) + state) * COMPONENTS;
        for (int c = 0; c < COMPONENTS; c++) {
          double turn = regimes[token] == 2 ? start[c] : Math.cos(angle + c * Math.PI / 2);
          states[at + c] = (float) (size * (2 * start[c] + radius * turn) / (1 + c));
        }
        if (state > 0) {
          int cell = token * iterations + state - 1;
          residuals[cell] = (float) (size * (radius + 1e-4) * (0.8 + 0.4 * random.nextDouble()));
          entropies[cell] = (float) (6 * Math.exp(-state / 9.0) + random.nextDouble());
          said[cell] =
              random.nextInt(state + 1) > 2
                  ? (token + 1) % WORDS.size()
                  : random.nextInt(WORDS.size());
          chances[cell] = (float) (1 - Math.exp(-(state * random.nextDouble()) / 4));
        }
      }
    }
    int[] depths = IntStream.rangeClosed(1, iterations).toArray();
    List<Measure> measures = new ArrayList<>();
    measures.add(new Measure("residual", "residual", true, depths, residuals));
    measures.add(
        new Measure("entropy", "entropy of the next token (nats)", false, depths, entropies));
    for (String other : others) {
      float[] values = new float[count * iterations];
      for (int i = 0; i < values.length; i++) {
        values[i] = residuals[i] * random.nextFloat();
      }
      measures.add(new Measure(other, other, false, depths, values));
    }
    return new TraceView(
        "tiny-loop",
        List.of(
            new Fact("model", "tiny-loop-120m"),
            new Fact("precision", "float32"),
            new Fact("initial state", "normal, seed 1"),
            new Fact("code", "recurrent depth")),
        List.of("The first 2,000 of 5,310 tokens are shown."),
        iterations,
        documents,
        new Tokens(texts, KINDS, kinds, regimes, rates, periods),
        measures,
        new Components(new float[] {0.52f, 0.21f, 0.09f, 0.05f, 0.031f, 0.02f}, states),
        Optional.of(new Lens(depths, said, chances, texts(WORDS))));
  }

  private static Map<Integer, String> texts(List<String> words) {
    return IntStream.range(0, words.size()).boxed().collect(Collectors.toMap(i -> i, words::get));
  }

  private static int kind(String text) {
    if (text.startsWith("<")) {
      return 4;
    }
    if (text.isBlank()) {
      return 3;
    }
    String word = text.trim();
    return Character.isDigit(word.charAt(0)) ? 1 : Character.isLetter(word.charAt(0)) ? 0 : 2;
  }
}
