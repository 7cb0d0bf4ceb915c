package dev.plumbline.tasks.jinja;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code datetime.strftime} in the locale C. */
final class TimeFormat {
  /** A hyphen leaves the leading zero out. */
  private static final Pattern DIRECTIVE = Pattern.compile("%(-?)(.)", Pattern.DOTALL);

  private TimeFormat() {}

  static String format(String format, ZonedDateTime time) {
    return DIRECTIVE
        .matcher(format)
        .replaceAll(
            found -> {
              String text = part(found.group(2).charAt(0), time);
              return Matcher.quoteReplacement(
                  found.group(1).isEmpty() ? text : text.replaceFirst("^0(?=.)", ""));
            });
  }

  private static String part(char directive, ZonedDateTime time) {
    String pattern =
        switch (directive) {
          case 'a' -> "EEE";
          case 'A' -> "EEEE";
          case 'b', 'h' -> "MMM";
          case 'B' -> "MMMM";
          case 'd' -> "dd";
          case 'e' -> "ppd";
          case 'F' -> "yyyy-MM-dd";
          case 'H' -> "HH";
          case 'I' -> "hh";
          case 'j' -> "DDD";
          case 'm' -> "MM";
          case 'M' -> "mm";
          case 'p' -> "a";
          case 'S' -> "ss";
          case 'T' -> "HH:mm:ss";
          case 'y' -> "yy";
          case 'Y' -> "yyyy";
          case '%' -> "'%'";
          default -> throw new JinjaException("%" + directive + " of a time is not supported");
        };
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
  }
}
