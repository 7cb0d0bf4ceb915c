package dev.plumbline.junit5;

import dev.plumbline.protocol.PlumblineException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refusals in words of {@link Sweep}: what it asks of the rest of Plumbline is refused in words of
 * the command line, where attributes are options.
 */
final class Attribute {
  /** With what it takes, such as {@code --data DIR}. */
  private static final Pattern OPTION = Pattern.compile("(?<![^\\s('])--([a-z-]+)( [A-Z]+\\b)?");

  /** By option. */
  private static final Map<String, String> NAMES = names();

  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    Arrays.stream(Sweep.class.getDeclaredMethods())
        .map(Method::getName)
        .forEach(
            name -> names.put(name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT), name));
    names.put("model", "bundle");
    names.put("include-path", "taskFiles");
    return names;
  }

  /** What becomes of an attribute's value; a refusal begins with the attribute. */
  static <R> R of(String name, Supplier<R> made) {
    try {
      return made.get();
    } catch (PlumblineException e) {
      throw new PlumblineException(shown(name) + ": " + inWords(e.getMessage()), e);
    }
  }

  /** What becomes of all attributes; options in a refusal are told as attributes. */
  static <R> R all(Supplier<R> made) {
    try {
      return made.get();
    } catch (PlumblineException e) {
      throw new PlumblineException(inWords(e.getMessage()), e);
    }
  }

  /** What to say of a value that is none. */
  static PlumblineException refused(String name, String reason) {
    return new PlumblineException(shown(name) + ": " + reason);
  }

  private static String inWords(String message) {
    return OPTION.matcher(message).replaceAll(option -> Matcher.quoteReplacement(inWords(option)));
  }

  /** Options that are no attribute are those of a command that the message names. */
  private static String inWords(MatchResult option) {
    String name = NAMES.get(option.group(1));
    return name == null ? option.group() : shown(name);
  }

  private static String shown(String name) {
    return "@Sweep(" + name + " = ...)";
  }

  private Attribute() {}
}
