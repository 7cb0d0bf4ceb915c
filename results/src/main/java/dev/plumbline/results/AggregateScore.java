package dev.plumbline.results;

import dev.plumbline.protocol.Aggregation;
import java.util.Arrays;

/**
 * A score from its documents' parts, in the arithmetic of lm-evaluation-harness, scikit-learn and
 * sacreBLEU.
 */
final class AggregateScore {
  private static final int BLEU_ORDERS = 4;
  private static final double CHRF_FACTOR = 4; // beta 2, squared

  /** NaN where there is none; at least one document. */
  static double of(Aggregation aggregation, double[][] parts) {
    return switch (aggregation) {
      case MEAN, BRIER_SCORE -> sum(parts, 0) / parts.length;
      case NANMEAN -> nanMean(parts);
      case MEDIAN -> median(parts);
      case PERPLEXITY -> Math.exp(-(sum(parts, 0) / parts.length));
      case WEIGHTED_PERPLEXITY -> Math.exp(-(sum(parts, 0) / sum(parts, 1)));
      case BITS_PER_BYTE -> -(sum(parts, 0) / sum(parts, 1)) / Math.log(2);
      case F1 -> f1(parts);
      case MATTHEWS -> matthews(parts);
      case BLEU -> bleu(sums(parts));
      case CHRF, CHRF_WORDS -> chrf(sums(parts));
      case TER -> ter(sums(parts));
    };
  }

  private static double sum(double[][] parts, int place) {
    double sum = 0;
    for (double[] part : parts) {
      sum += part[place];
    }
    return sum;
  }

  private static double[] sums(double[][] parts) {
    double[] sums = new double[parts[0].length];
    for (double[] part : parts) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += part[i];
      }
    }
    return sums;
  }

  /** A document without a number has an empty part. */
  private static double nanMean(double[][] parts) {
    double sum = 0;
    int n = 0;
    for (double[] part : parts) {
      for (double number : part) {
        sum += number;
        n++;
      }
    }
    return sum / n;
  }

  private static double median(double[][] parts) {
    double[] sorted = Arrays.stream(parts).mapToDouble(part -> part[0]).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static double f1(double[][] parts) {
    int both = 0;
    int either = 0;
    for (double[] part : parts) {
      both += part[0] == 1 && part[1] == 1 ? 1 : 0;
      either += (part[0] == 1 ? 1 : 0) + (part[1] == 1 ? 1 : 0);
    }
    return either == 0 ? 0 : 2.0 * both / either;
  }

  private static double matthews(double[][] parts) {
    int classes = 1;
    for (double[] part : parts) {
      classes = Math.max(classes, (int) Math.max(part[0], part[1]) + 1);
    }
    double[] right = new double[classes];
    double[] chosen = new double[classes];
    double correct = 0;
    for (double[] part : parts) {
      right[(int) part[0]]++;
      chosen[(int) part[1]]++;
      correct += part[0] == part[1] ? 1 : 0;
    }
    double n = parts.length;
    double together = correct * n;
    double ofChosen = n * n;
    double ofRight = n * n;
    for (int i = 0; i < classes; i++) {
      together -= right[i] * chosen[i];
      ofChosen -= chosen[i] * chosen[i];
      ofRight -= right[i] * right[i];
    }
    double product = ofChosen * ofRight;
    return product == 0 ? 0 : together / Math.sqrt(product);
  }

  /** With exponential smoothing, and the brevity penalty. */
  private static double bleu(double[] sums) {
    double length = sums[0];
    double reference = sums[1];
    double penalty = length >= reference ? 1 : length > 0 ? Math.exp(1 - reference / length) : 0;
    double matches = 0;
    for (int n = 0; n < BLEU_ORDERS; n++) {
      matches += sums[2 + n];
    }
    if (matches == 0) {
      return 0;
    }
    double[] precisions = new double[BLEU_ORDERS];
    double smoothing = 1;
    for (int n = 0; n < BLEU_ORDERS; n++) {
      double correct = sums[2 + n];
      double total = sums[2 + BLEU_ORDERS + n];
      if (total == 0) {
        break;
      }
      if (correct == 0) {
        smoothing *= 2;
        precisions[n] = 100 / (smoothing * total);
      } else {
        precisions[n] = 100 * correct / total;
      }
    }
    double logs = 0;
    for (double precision : precisions) {
      // What sacreBLEU takes for the logarithm of 0.
      logs += precision == 0 ? -9_999_999_999.0 : Math.log(precision);
    }
    return penalty * Math.exp(logs / BLEU_ORDERS);
  }

  /** Precision and recall are averaged over the orders that both texts have. */
  private static double chrf(double[] sums) {
    double precision = 0;
    double recall = 0;
    int orders = 0;
    for (int i = 0; i < sums.length; i += 3) {
      if (sums[i] > 0 && sums[i + 1] > 0) {
        precision += sums[i + 2] / sums[i];
        recall += sums[i + 2] / sums[i + 1];
        orders++;
      }
    }
    if (precision + recall == 0) {
      return 0;
    }
    precision /= orders;
    recall /= orders;
    double score = (1 + CHRF_FACTOR) * precision * recall;
    return 100 * (score / (CHRF_FACTOR * precision + recall));
  }

  private static double ter(double[] sums) {
    double edits = sums[0];
    double words = sums[1];
    return 100 * (words > 0 ? edits / words : edits > 0 ? 1 : 0);
  }

  private AggregateScore() {}
}
