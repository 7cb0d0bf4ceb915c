package dev.plumbline.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How Plumbline was started, so that the commands it prints can be pasted: {@code plumbline} where
 * it is on the path, else what the launcher says, such as {@code ./plumbline}.
 */
final class CommandName {
  static final String PLAIN = "plumbline";

  /** The launcher's word for it. */
  static final String PROPERTY = "plumbline.command";

  /**
   * A command within a sentence: no part of a path or a file's name, and before a verb or --help.
   */
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?<![\\w./-])plumbline(?= (?:--help|sweep|score|export|report|stats|paths|trace|compare"
              + "|baseline|gate|query|submit|import|tasks|models|data|help)\\b)");

  private CommandName() {}

  static String get() {
    return System.getProperty(PROPERTY, PLAIN);
  }

  /** The text with its commands as they can be pasted. */
  static String spelledIn(String text) {
    return COMMAND.matcher(text).replaceAll(Matcher.quoteReplacement(get()));
  }
}
