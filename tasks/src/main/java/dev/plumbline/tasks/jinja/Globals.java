package dev.plumbline.tasks.jinja;

import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The functions that templates find by name. */
final class Globals {
  /** Those of Jinja2 that nothing here does, and special tokens that bundles do not record. */
  private static final Set<String> REFUSED = Set.of("lipsum", "cycler", "self", "super");

  private static final Set<String> UNRECORDED =
      Set.of(
          "unk_token",
          "sep_token",
          "pad_token",
          "cls_token",
          "mask_token",
          "additional_special_tokens");

  private Globals() {}

  static Optional<Object> of(String name, Builtins builtins) {
    if (REFUSED.contains(name)) {
      throw new JinjaException("'" + name + "' is not supported");
    }
    if (builtins.isChat() && UNRECORDED.contains(name)) {
      throw new JinjaException("'" + name + "' is not known: a bundle records bos and eos alone");
    }
    return Optional.ofNullable(function(name, builtins));
  }

  private static Function function(String name, Builtins builtins) {
    return switch (name) {
      case "range" -> Globals::range;
      case "dict" -> Globals::dict;
      case "namespace" -> given -> new Namespace(entries(given, new java.util.HashMap<>()));
      case "joiner" -> Globals::joiner;
      case "raise_exception" ->
          builtins.isChat()
              ? given -> {
                throw JinjaException.raised(Values.text(given.bind("message").any("message")));
              }
              : null;
      case "strftime_now" ->
          builtins.isChat()
              ? given ->
                  TimeFormat.format(
                      given.bind("format").text("format"), ZonedDateTime.now(builtins.clock()))
              : null;
      default -> null;
    };
  }

  private static Object range(Arguments given) {
    long[] numbers = new long[given.positional().size()];
    for (int i = 0; i < numbers.length; i++) {
      Object number = given.positional().get(i);
      if (!Numbers.isInteger(number) || Numbers.integer(number).bitLength() > 53) {
        throw given.failure("needs whole numbers, got " + Values.repr(number));
      }
      numbers[i] = Numbers.integer(number).longValue();
    }
    if (!given.named().isEmpty()) {
      throw given.failure("takes no names");
    }
    return switch (numbers.length) {
      case 1 -> Range.of(0, numbers[0], 1);
      case 2 -> Range.of(numbers[0], numbers[1], 1);
      case 3 -> Range.of(numbers[0], numbers[1], numbers[2]);
      default -> throw given.failure("takes one to three numbers");
    };
  }

  private static Object dict(Arguments given) {
    return entries(given, new java.util.LinkedHashMap<>());
  }

  private static <K> Map<K, Object> entries(Arguments given, Map<K, Object> into) {
    if (given.positional().size() > 1) {
      throw given.failure("takes one value at most");
    }
    @SuppressWarnings("unchecked") // Names are texts, whatever a dict's keys may be.
    Map<Object, Object> entries = (Map<Object, Object>) into;
    given.positional().forEach(value -> entries.putAll(ContainerMethods.entries(value)));
    entries.putAll(given.named());
    return into;
  }

  /** Empty at its first call, then what it was made with. */
  private static Object joiner(Arguments given) {
    Object separator = given.bind("sep").any("sep", ", ");
    boolean[] used = {false};
    return (Function)
        none -> {
          Object said = used[0] ? separator : "";
          used[0] = true;
          return said;
        };
  }
}
