package dev.plumbline.tasks;

import dev.plumbline.protocol.text.YamlMap;
import dev.plumbline.tasks.FilterPipeline.ChangeStep;
import dev.plumbline.tasks.FilterPipeline.ChoiceStep;
import dev.plumbline.tasks.FilterPipeline.FunctionStep;
import dev.plumbline.tasks.FilterPipeline.MapStep;
import dev.plumbline.tasks.FilterPipeline.RegexStep;
import dev.plumbline.tasks.FilterPipeline.Step;
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
          "multi_choice_regex",
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
      return List.of(new FilterPipeline(FilterPipeline.NONE, List.of()));
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
      List<Step> steps = new ArrayList<>();
      boolean single = false;
      for (YamlMap filter : filters.orElse(List.of())) {
        step(filter).ifPresent(steps::add);
        single |= filter.any("function").equals(Optional.of("take_first"));
        filter.refuseOthers();
      }
      list.refuseOthers();
      pipelines.add(new FilterPipeline(name.orElse("?"), steps, single));
    }
    return pipelines;
  }

  /** A filter's step; empty for a mistake and for those that change nothing. */
  private static Optional<Step> step(YamlMap filter) {
    if (filter.function("function").isPresent()) {
      Optional<PythonFunction> made = FunctionReader.required(filter, "function");
      Map<String, Object> keywords = filter.plainMap();
      keywords.remove("function");
      return made.map(found -> new FunctionStep(found, true, keywords));
    }
    String function = filter.text("function").orElse("");
    return switch (function) {
      case "regex" -> regex(filter);
      case "multi_choice_regex" ->
          ChoiceSearch.read(filter, RegexStep.DEFAULT_PATTERN, RegexStep.DEFAULT_FALLBACK)
              .map(ChoiceStep::new);
      case "take_first", "majority_vote" -> Optional.empty();
      case "take_first_k" -> {
        if (filter.whole("k", 1).orElse(0L) != 1) {
          filter.wrong("k", "must be 1: every document is asked once");
        }
        yield Optional.empty();
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
            found -> new FunctionStep(found, false, Map.of()),
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

  private static Optional<Step> change(FilterPipeline.Change change) {
    return Optional.of(new ChangeStep(change));
  }

  private static Optional<Step> regex(YamlMap filter) {
    int select = filter.whole("group_select", Integer.MIN_VALUE).orElse(0L).intValue();
    String fallback = filter.text("fallback").orElse(RegexStep.DEFAULT_FALLBACK);
    String pattern = filter.text("regex_pattern").orElse(RegexStep.DEFAULT_PATTERN);
    return filter
        .parsed("regex_pattern", pattern, PythonRegex::compile)
        .map(regex -> new RegexStep(regex, select, fallback));
  }

  private static Step map(YamlMap filter) {
    Map<String, String> mapping = new HashMap<>();
    filter
        .map("mapping_dict")
        .ifPresent(
            dict ->
                dict.plainMap().forEach((key, value) -> mapping.put(key, PythonText.str(value))));
    return new MapStep(mapping, PythonText.str(filter.any("default_value").orElse(null)));
  }
}
