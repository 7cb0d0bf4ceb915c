package dev.plumbline.cli;

import dev.plumbline.protocol.Exit;
import dev.plumbline.protocol.ExitCriterion;
import dev.plumbline.protocol.KeyLookup;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.SweepPoint.Adaptive;
import dev.plumbline.protocol.SweepPoint.Contrasted;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Further ways to spend the deepest r of a sweep, each of them one more point. */
final class DepthArguments {
  @Option(
      names = "--exit",
      paramLabel = "CRITERION[:T,...]",
      description =
          "At the deepest r, let each token leave the core by a criterion: entropy-diff,"
              + " latent-diff, kl, minp-kl, argmax-stability, cosine, acceleration or gate; several"
              + " thresholds as kl:1e-4,1e-3. May be given several times.")
  private List<String> exits = List.of();

  @Option(
      names = "--exit-from",
      paramLabel = "N",
      defaultValue = "1",
      description = "Look at the criterion from iteration N on (default: ${DEFAULT-VALUE}).")
  private int from;

  @Option(
      names = "--exit-every",
      paramLabel = "N",
      defaultValue = "1",
      description = "And then after every N iterations (default: ${DEFAULT-VALUE}).")
  private int every;

  @Option(
      names = "--no-exit-in-prefill",
      description = "Prompts run all iterations; only what follows them leaves early.")
  private boolean notInPrefill;

  @Option(
      names = "--keys",
      paramLabel = "LOOKUP",
      split = ",",
      description =
          "At the deepest r, which keys and values of earlier tokens are seen: latest, full,"
              + " always-last, skip, randomized, mean, first, or a budget of iterations cycle:N,"
              + " block:N, anchor:N; with --exit each together (default: latest).")
  private List<String> lookups = List.of();

  @Option(
      names = "--warm-start",
      description =
          "Also with states that start where those of the token before ended, at the deepest r and"
              + " with each --exit and --keys.")
  private boolean warmStart;

  @Option(
      names = "--contrast",
      paramLabel = "B:W[,...]",
      split = ",",
      description =
          "At the deepest r, logits z_r + W (z_r - z_B): what depth adds over B iterations, W times"
              + " further.")
  private List<String> contrasts = List.of();

  /** Whether any was given. */
  boolean isGiven() {
    return !exits.isEmpty() || !lookups.isEmpty() || warmStart || !contrasts.isEmpty();
  }

  /** The sweep with further points at its deepest r. */
  Sweep addTo(Sweep sweep) {
    int deepest = sweep.deepest();
    List<SweepPoint> points = new ArrayList<>();
    List<Exit> rules = exits.stream().flatMap(this::parse).toList();
    List<KeyLookup> keys = lookups.stream().map(KeyLookup::parse).toList();
    for (Exit exit :
        rules.isEmpty() && (warmStart || !keys.isEmpty()) ? List.of(Exit.NONE) : rules) {
      for (KeyLookup lookup : keys.isEmpty() ? List.of(KeyLookup.LATEST) : keys) {
        if (!rules.isEmpty() || !keys.isEmpty()) {
          points.add(new Adaptive(deepest, exit, lookup, false));
        }
        if (warmStart) {
          points.add(new Adaptive(deepest, exit, lookup, true));
        }
      }
    }
    contrasts.forEach(contrast -> points.add(contrast(deepest, contrast)));
    return sweep.with(points);
  }

  /** A criterion with its thresholds, or the usual one. */
  private Stream<Exit> parse(String text) {
    String[] parts = text.split(":", 2);
    ExitCriterion criterion = ExitCriterion.parse(parts[0]);
    if (criterion == ExitCriterion.NONE) {
      throw new PlumblineException(
          "--exit none is what each r of --iterations says without it; leave it out");
    }
    if (parts.length == 1) {
      return Stream.of(exit(criterion, criterion.usualThreshold()));
    }
    return Stream.of(parts[1].split(",", -1))
        .map(
            threshold -> {
              try {
                return exit(criterion, Double.parseDouble(threshold.strip()));
              } catch (NumberFormatException e) {
                throw new PlumblineException(
                    "--exit %s: '%s' is no threshold; write numbers separated by commas, such as kl:1e-4,1e-3"
                        .formatted(text, threshold),
                    e);
              }
            });
  }

  private Exit exit(ExitCriterion criterion, double threshold) {
    return new Exit(criterion, threshold, from, every, !notInPrefill);
  }

  private static SweepPoint contrast(int deepest, String text) {
    if (!text.matches("[1-9][0-9]{0,8}:[0-9.]{1,12}")) {
      throw new PlumblineException(
          "--contrast '%s': write a shallower depth and a weight, such as 4:0.5".formatted(text));
    }
    String[] parts = text.split(":", 2);
    try {
      return new Contrasted(deepest, Integer.parseInt(parts[0]), Double.parseDouble(parts[1]));
    } catch (NumberFormatException e) {
      throw new PlumblineException("--contrast '%s': %s is no number".formatted(text, parts[1]), e);
    }
  }
}
