package dev.plumbline.results;

import dev.plumbline.protocol.LengthNorm;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.Score;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The choices of a question: which one an answer takes, and which are right. */
public final class Choices {
  private static final Pattern TARGET = Pattern.compile("\\d{1,9}|\\[[\\d, ]*]");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /** The continuations that were asked; empty for a question of another kind. */
  public static List<String> of(Question question) {
    return question.request().match(Request.Loglikelihoods::continuations, generate -> List.of());
  }

  /**
   * The index of the choice that a score takes for the answer: the one that its judge recorded,
   * otherwise the one that {@link LengthNorm} gives for the choices without blanks around them, by
   * the greatest log-likelihood for a metric that is none of its.
   */
  public static int chosen(Question question, Response.Choice answer, Score score) {
    Integer recorded = answer.chosen().get(score);
    return recorded != null ? recorded : derived(question, answer.loglikelihoods(), score);
  }

  /** What {@link #chosen} says where nobody recorded anything. */
  static int derived(Question question, List<Float> loglikelihoods, Score score) {
    List<String> choices = of(question).stream().map(String::strip).toList();
    return choices.size() == loglikelihoods.size()
        ? LengthNorm.ofMetric(score.metric()).orElse(LengthNorm.NONE).best(choices, loglikelihoods)
        : loglikelihoods.indexOf(Collections.max(loglikelihoods));
  }

  /**
   * The indices of the right choices, from a target such as {@code 2} or {@code [0, 2]}; empty
   * where it is no number of a choice.
   */
  public static List<Integer> right(Question question) {
    List<Integer> right = new ArrayList<>();
    if (TARGET.matcher(question.target()).matches()) {
      Matcher numbers = NUMBER.matcher(question.target());
      while (numbers.find()) {
        int index = Integer.parseInt(numbers.group());
        if (index < of(question).size()) {
          right.add(index);
        }
      }
    }
    return List.copyOf(right);
  }

  private Choices() {}
}
