package dev.plumbline.reports.html;

import dev.plumbline.protocol.Outcome.Failed;
import dev.plumbline.protocol.Outcome.Unparsed;
import dev.plumbline.protocol.Response.Choice;
import dev.plumbline.protocol.Response.Generation;
import dev.plumbline.protocol.Score;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Runs whose every outcome is known. */
final class Runs {
  /** Text that would run, load, hide or overflow if it were taken for more than text. */
  static final String HOSTILE =
      "</script><script>window.hacked=1</script><img src=x onerror='window.hacked=1'>"
          + "<style>*{display:none}</style><!-- \u202Eevil\u0000\u001B[31m {a|b}";

  /**
   * Twenty sums by generation and twenty questions with two choices. Sum i is right from r = 1, 2,
   * 4, 8 on for i mod 5 = 0, 1, 2, 3 and never for 4; sum 19 is right at r = 2 alone, sum 18 fails
   * at r = 8, and sum 14 is unparsed at r = 1. Choice 0 is always the answer and right from r = 4.
   */
  static MadeRun small(String model) {
    MadeRun run = new MadeRun(model, 1, 2, 4, 8);
    String shots = "Add the numbers, as in these examples.\n" + "Q: 1+1? A: 2\n".repeat(10);
    for (int i = 0; i < 20; i++) {
      run.generate("sums", i, shots + "Q: " + i + "+1? A:", List.of("Q:"), "" + i);
      for (int r : run.depths()) {
        boolean right = i == 19 ? r == 2 : i % 5 < 4 && r >= 1 << (i % 5);
        Generation answer = new Generation("it is " + i * r, Map.of("number", "" + i * r));
        if (i == 18 && r == 8) {
          run.answer("sums", i, r, new Failed("out of memory"));
        } else if (i == 14 && r == 1) {
          run.answer(
              "sums",
              i,
              r,
              new Unparsed(Map.of(Score.parse("exact_match,number"), 0.0), answer, "x"));
        } else {
          run.scored("sums", i, r, "exact_match,number", right ? 1 : 0, answer);
        }
      }
    }
    for (int i = 0; i < 20; i++) {
      run.choose("facts", i, "Fact " + i + " is", List.of(" so", " not"), "0");
      for (int r : run.depths()) {
        Choice answer = new Choice(List.of(-8f / r, -3f), List.of(r >= 4, r < 4));
        run.scored("facts", i, r, "acc", r >= 4 ? 1 : 0, answer);
      }
    }
    return run;
  }

  /**
   * Hostile text wherever text can be, and an answer of a megabyte. {@code HALF} stands where half
   * a surrogate pair goes, which no writer of ours writes.
   */
  static MadeRun hostile() {
    MadeRun run = new MadeRun("model " + HOSTILE, 1, 2);
    String text = HOSTILE + " HALF";
    String task = "task " + HOSTILE;
    String metric = "acc" + HOSTILE;
    run.generate(task, 0, text, List.of(text), text);
    run.scored(task, 0, 1, metric, 0, new Generation(text, Map.of(HOSTILE, text)));
    run.scored(task, 0, 2, metric, 1, new Generation("<b>".repeat(350_000), Map.of()));
    run.choose(task, 1, text, List.of(text, text), text);
    run.answer(task, 1, 1, new Failed(text));
    run.scored(task, 1, 2, metric, 1, new Choice(List.of(-1f, -2f), List.of(true, false)));
    return run;
  }

  /** Choices of so many documents at six depths, with prompts of some 600 characters of words. */
  static MadeRun large(int documents) {
    Random random = new Random(7);
    MadeRun run = new MadeRun("large", 1, 2, 4, 8, 16, 32);
    for (int i = 0; i < documents; i++) {
      List<String> choices =
          List.of(words(random, 8), words(random, 8), words(random, 8), words(random, 8));
      run.choose("many", i, words(random, 100), choices, "0");
      double ability = random.nextDouble() * 40;
      for (int r : run.depths()) {
        boolean right = r + random.nextGaussian() * 3 > ability;
        Choice answer =
            new Choice(
                List.of(value(random), value(random), value(random), value(random)),
                List.of(right, false, false, false));
        run.scored("many", i, r, "acc", right ? 1 : 0, answer);
      }
    }
    return run;
  }

  private static float value(Random random) {
    return -40 * random.nextFloat();
  }

  private static String words(Random random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int number = (int) Math.abs(random.nextGaussian() * 3000);
      text.append(' ').append(Integer.toString(number * 7919 + 13, 36));
    }
    return text.toString();
  }

  private Runs() {}
}
