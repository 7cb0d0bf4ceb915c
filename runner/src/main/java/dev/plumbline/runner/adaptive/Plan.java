package dev.plumbline.runner.adaptive;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Request;
import dev.plumbline.runner.batch.TokenTree;
import dev.plumbline.runner.decode.GeneratedSequence;
import dev.plumbline.runner.decode.Prompt;
import dev.plumbline.runner.score.ScoringRow;
import dev.plumbline.runner.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A request at all points, as prompts and what follows them.
 *
 * @param readings the prompts; several where continuations were cut in different places
 * @param answer at a point, once its sequences are finished
 */
record Plan(
    Request request, boolean truncated, List<Reading> readings, Function<Rule, Answer> answer) {

  static Plan of(Prompt prompt, List<Rule> rules, Tokenizer tokenizer) {
    Map<Rule, List<AdaptiveSequence>> sequences = new LinkedHashMap<>();
    Map<Rule, GeneratedText> texts = new HashMap<>();
    for (Rule rule : rules) {
      GeneratedText text =
          new GeneratedText(
              new GeneratedSequence(prompt, rule.point(), tokenizer), prompt.maxTokens());
      texts.put(rule, text);
      sequences.put(rule, List.of(new AdaptiveSequence(rule, prompt.tokens().size(), text)));
    }
    return new Plan(
        prompt.request(),
        prompt.truncated(),
        List.of(new Reading(prompt.tokens(), sequences)),
        rule -> texts.get(rule).answer());
  }

  static Plan of(ScoringRow row, List<Rule> rules) {
    Map<List<Integer>, List<ScoringRow.Choice>> choices = new LinkedHashMap<>();
    for (ScoringRow.Choice choice : row.choices()) {
      List<Integer> context = pathTo(row.tree(), choice.nodes().get(0));
      choices.computeIfAbsent(context, c -> new ArrayList<>()).add(choice);
    }
    Map<ScoringRow.Choice, Map<Rule, GivenContinuation>> continuations = new LinkedHashMap<>();
    List<Map<Rule, GivenContinuation>> inOrder = new ArrayList<>();
    for (ScoringRow.Choice choice : row.choices()) {
      Map<Rule, GivenContinuation> byRule = new HashMap<>();
      rules.forEach(rule -> byRule.put(rule, new GivenContinuation(choice.tokens())));
      inOrder.add(byRule);
      continuations.put(choice, byRule);
    }
    List<Reading> readings = new ArrayList<>();
    choices.forEach(
        (context, some) -> {
          Map<Rule, List<AdaptiveSequence>> sequences = new LinkedHashMap<>();
          for (Rule rule : rules) {
            sequences.put(
                rule,
                some.stream()
                    .map(
                        choice ->
                            new AdaptiveSequence(
                                rule, context.size(), continuations.get(choice).get(rule)))
                    .toList());
          }
          readings.add(new Reading(context, sequences));
        });
    return new Plan(
        row.request(),
        row.truncated(),
        readings,
        rule ->
            GivenContinuation.answer(inOrder.stream().map(byRule -> byRule.get(rule)).toList()));
  }

  /** The tokens up to a node, itself included. */
  private static List<Integer> pathTo(TokenTree tree, int node) {
    Integer[] path = new Integer[tree.depth(node) + 1];
    int at = node;
    for (int place = path.length - 1; place >= 0; place--) {
      path[place] = tree.token(at);
      at = tree.parent(at);
    }
    return List.of(path);
  }
}
