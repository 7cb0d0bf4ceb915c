package dev.plumbline.tasks;

import dev.plumbline.protocol.text.YamlMap;
import dev.plumbline.tasks.FilterStep.CallFunction;
import dev.plumbline.tasks.FilterStep.ChangeText;
import dev.plumbline.tasks.FilterStep.FindAnswer;
import dev.plumbline.tasks.FilterStep.LookUp;
import dev.plumbline.tasks.FilterStep.MajorityVote;
import dev.plumbline.tasks.FilterStep.TakeFirst;
import dev.plumbline.tasks.FilterStep.TakeFirstK;
import dev.plumbline.tasks.code.PythonFunction;
import dev.plumbline.tasks.python.PythonRegex;
import dev.plumbline.tasks.python.PythonText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code filter_list}. */
final class FilterReader {
  private static final List<String> FUNCTIONS =
      List.of(
          "regex",
          "regex_pos",
          "multi_choice_regex",
          "format_span",
          "take_first",
          "take_first_k",
          "majority_vote",
          "lowercase",
          "uppercase",
          "remove_whitespace",
          "map",
          "custom");

  private FilterReader() {}

  static List<FilterPipeline> read(YamlMap yaml) {
    Optional<List<YamlMap>> lists = yaml.maps("filter_list");
    if (lists.isEmpty()) {
      return List.of(FilterPipeline.none());
    }
    List<FilterPipeline> pipelines = new ArrayList<>();
    for (YamlMap list : lists.get()) {
      Optional<String> name = list.text("name");
      Optional<List<YamlMap>> filters = list.maps("filter");
      if (name.isEmpty()) {
        list.wrong("name", "is missing");
      }
      if (filters.isEmpty()) {
        list.wrong("filter", "is missing");
      }
      List<FilterStep> steps = new ArrayList<>();
      for (YamlMap filter : filters.orElse(List.of())) {
        step(filter).ifPresent(steps::add);
        filter.refuseOthers();
      }
      list.refuseOthers();
      pipelines.add(new FilterPipeline(name.orElse("?"), steps));
    }
    return pipelines;
  }

  /** A filter's step; empty for a mistake. */
  private static Optional<FilterStep> step(YamlMap filter) {
    if (filter.function("function").isPresent()) {
      Optional<PythonFunction> made = FunctionReader.required(filter, "function");
      Map<String, Object> keywords = filter.plainMap();
      keywords.remove("function");
      return made.map(found -> new CallFunction(found, true, keywords));
    }
    String function = filter.text("function").orElse("");
    return switch (function) {
      case "regex" -> regex(filter);
      case "multi_choice_regex" -> ChoiceSearch.read(filter).map(FindAnswer::new);
      case "regex_pos" -> {
        // As in lm-evaluation-harness, these two have no meaning.
        filter.any("regex_pattern");
        filter.any("group_select");
        Object fallback = filter.any("fallback").orElse(TagSearch.DEFAULT_FALLBACK);
        yield Optional.of(new FindAnswer(new TagSearch(fallback)));
      }
      case "format_span" -> change((text, doc) -> NamedEntities.of(text));
      case "take_first" -> Optional.of(new TakeFirst());
      case "majority_vote" -> Optional.of(new MajorityVote());
      case "take_first_k" -> {
        if (!filter.has("k")) {
          filter.wrong("k", "is missing");
        }
        yield filter.whole("k", 1).map(k -> new TakeFirstK((int) Math.min(k, 1 << 20)));
      }
      case "lowercase" -> change((text, doc) -> PythonText.lower(text));
      case "uppercase" -> change((text, doc) -> PythonText.upper(text));
      case "remove_whitespace" -> change((text, doc) -> PythonText.strip(text));
      case "map" -> Optional.of(map(filter));
      case "custom" -> {
        if (!filter.has("filter_fn")) {
          filter.wrong("filter_fn", "is missing");
        }
        yield FunctionReader.read(
            filter,
            "filter_fn",
            found -> new CallFunction(found, false, Map.of()),
            BuiltInFunctions.FILTERS);
      }
      default -> {
        filter.wrong(
            "function",
            function.isEmpty()
                ? "is missing"
                : "unknown filter " + function + "; known are " + String.join(", ", FUNCTIONS));
        yield Optional.empty();
      }
    };
  }

  private static Optional<FilterStep> change(FilterStep.Change change) {
    return Optional.of(new ChangeText(change));
  }

  private static Optional<FilterStep> regex(YamlMap filter) {
    int select = filter.whole("group_select", Integer.MIN_VALUE).orElse(0L).intValue();
    String fallback = filter.text("fallback").orElse(RegexSearch.DEFAULT_FALLBACK);
    String pattern = filter.text("regex_pattern").orElse(RegexSearch.DEFAULT_PATTERN);
    return filter
        .parsed("regex_pattern", pattern, PythonRegex::compile)
        .map(regex -> new FindAnswer(new RegexSearch(regex, select, fallback)));
  }

  private static FilterStep map(YamlMap filter) {
    Map<String, String> mapping = new HashMap<>();
    filter
        .map("mapping_dict")
        .ifPresent(
            dict ->
                dict.plainMap().forEach((key, value) -> mapping.put(key, PythonText.str(value))));
    return new LookUp(mapping, PythonText.str(filter.any("default_value").orElse(null)));
  }
}
