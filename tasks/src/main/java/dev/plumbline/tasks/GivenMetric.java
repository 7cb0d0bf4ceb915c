package dev.plumbline.tasks;

import dev.plumbline.protocol.Aggregation;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Score;
import dev.plumbline.tasks.code.Given;
import dev.plumbline.tasks.python.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A metric that a task's own function gives for each document. */
record GivenMetric(boolean higherIsBetter, Combination combination) {

  /**
   * The metric under its name.
   *
   * @param wrong makes the exception for a value that is not what the aggregation takes
   */
  Metric<Object> named(String name, Function<String, PlumblineException> wrong) {
    return new Named(name, higherIsBetter, combination, wrong);
  }

  /** A value that is a number to Python; absent for any other. */
  static Optional<Double> number(Object value) {
    Object plain = Given.number(value);
    if (plain instanceof Boolean truth) {
      return Optional.of(truth ? 1.0 : 0.0);
    }
    return plain instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
  }

  /** As a column of the results. */
  MeasuredScore as(Score score) {
    return new MeasuredScore(score, higherIsBetter, combination);
  }

  private record Named(
      String name,
      boolean higherIsBetter,
      Combination combination,
      Function<String, PlumblineException> wrong)
      implements Metric<Object> {
    @Override
    public double measure(Object value) {
      return number(value).orElseThrow(() -> refused(value));
    }

    @Override
    public Object item(Object value) {
      return value;
    }

    @Override
    public List<Double> numbers(Object value) {
      return switch (aggregation()) {
        case MEAN, MEDIAN, PERPLEXITY -> List.of(measure(value));
        case NANMEAN -> {
          double number = measure(value);
          yield Double.isNaN(number) ? List.of() : List.of(number);
        }
        case WEIGHTED_PERPLEXITY, BITS_PER_BYTE -> {
          List<?> pair = pair(value);
          yield List.of(measure(pair.get(0)), measure(pair.get(1)));
        }
        case F1, MATTHEWS -> {
          List<?> pair = pair(value);
          yield List.of(index(pair.get(0), value), index(pair.get(1), value));
        }
        case BLEU -> Bleu.part(text(value, 1), text(value, 0));
        case TER -> Ter.part(text(value, 1), text(value, 0));
        case CHRF -> Chrf.part(text(value, 1), text(value, 0), 0);
        case CHRF_WORDS -> Chrf.part(text(value, 1), text(value, 0), 2);
        case BRIER_SCORE -> brier(value);
      };
    }

    /** Nobody asks for the numbers of what a function combines. */
    private Aggregation aggregation() {
      return combination.match(
          Combination.Known::aggregation,
          own -> {
            throw new IllegalStateException(own.python().name() + " takes no numbers");
          });
    }

    private List<Double> brier(Object value) {
      List<?> pair = pair(value);
      int gold = (int) wholeFrom0(pair.get(0), value);
      if (!(Given.list(pair.get(1)) instanceof List<?> probabilities)
          || gold >= probabilities.size()) {
        throw refused(value);
      }
      List<Double> off = new ArrayList<>();
      for (int i = 0; i < probabilities.size(); i++) {
        off.add(measure(probabilities.get(i)) - (i == gold ? 1 : 0));
      }
      return List.of(off.stream().mapToDouble(o -> o * o).sum());
    }

    private List<?> pair(Object value) {
      if (Given.list(value) instanceof List<?> pair && pair.size() == 2) {
        return pair;
      }
      throw refused(value);
    }

    /** A class; F1 is of 0 and 1. */
    private double index(Object value, Object all) {
      double index = wholeFrom0(value, all);
      if (aggregation() == Aggregation.F1 && index > 1) {
        throw refused(all);
      }
      return index;
    }

    private double wholeFrom0(Object value, Object all) {
      double number = measure(value);
      if (number < 0 || number != Math.rint(number)) {
        throw refused(all);
      }
      return number;
    }

    /** Of reference and answer; a list of one text counts as the text. */
    private String text(Object value, int place) {
      Object text = pair(value).get(place);
      if (Given.list(text) instanceof List<?> list && list.size() == 1) {
        text = list.get(0);
      }
      if (text instanceof String found) {
        return found;
      }
      throw refused(value);
    }

    private String label() {
      return combination.match(known -> known.aggregation().label(), own -> own.python().name());
    }

    private PlumblineException refused(Object value) {
      return wrong.apply(
          "gives for the metric "
              + name
              + " "
              + PythonText.repr(value)
              + ", of which there is no "
              + label());
    }
  }
}
