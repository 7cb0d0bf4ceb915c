package dev.plumbline.tasks.python;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A regular expression in the syntax and with the meaning of Python's {@code re}, on text (not
 * bytes). Every search has a time limit, because expressions come from task files and texts from
 * models. Immutable and thread-safe.
 *
 * @see RegexTranslation for what is not supported
 */
public final class PythonRegex {
  /** How long one search may take. */
  static final Duration TIME_LIMIT = Duration.ofSeconds(3);

  /** Bytes, of which only what is used takes memory; a round of a repetition takes some hundred. */
  private static final long DEEP_STACK = 1L << 30;

  private final String source;
  private final Pattern pattern;

  private PythonRegex(String source, Pattern pattern) {
    this.source = source;
    this.pattern = pattern;
  }

  /** The search of one text took longer than {@link #TIME_LIMIT}, or nested too deeply. */
  public static final class TimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TimeoutException(String message) {
      super(message);
    }
  }

  /**
   * Compiles an expression.
   *
   * @throws IllegalArgumentException saying what is wrong with it, on one line
   */
  public static PythonRegex compile(String source) {
    return new PythonRegex(source, RegexTranslation.toJava(source));
  }

  /** An expression that finds a text as it is, as {@code re.escape} makes one. */
  public static String quote(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c < 128 && !Character.isLetterOrDigit(c) && c != '_') {
                out.append('\\');
              }
              out.appendCodePoint(c);
            });
    return out.toString();
  }

  /**
   * What {@code re.findall} finds: for each match its groups, or the whole match where the
   * expression has no groups. A group that took no part is the empty string.
   */
  public List<List<String>> findAll(String text) {
    return limited(
        text,
        matcher -> {
          List<List<String>> found = new ArrayList<>();
          while (next(matcher, text)) {
            List<String> groups = new ArrayList<>();
            for (int i = Math.min(1, matcher.groupCount()); i <= matcher.groupCount(); i++) {
              groups.add(matcher.group(i) == null ? "" : matcher.group(i));
            }
            found.add(groups);
          }
          return found;
        });
  }

  /** {@code re.sub(source, "", text)}. */
  public String removeFrom(String text) {
    return limited(text, matcher -> matcher.replaceAll(""));
  }

  /**
   * {@code re.sub(source, replacement, text)} with Python's {@code \1} and {@code \g<name>}.
   *
   * @param most number of replacements, 0 for all
   */
  public String replace(String text, String replacement, int most) {
    String javaReplacement = RegexTranslation.toJavaReplacement(replacement);
    return limited(
        text,
        matcher -> {
          StringBuilder out = new StringBuilder();
          for (int done = 0; (most == 0 || done < most) && next(matcher, text); done++) {
            matcher.appendReplacement(out, javaReplacement);
          }
          matcher.appendTail(out);
          return out.toString();
        });
  }

  /** The next match; Java also finds the empty text between the two halves of one character. */
  private static boolean next(Matcher matcher, String text) {
    boolean found = matcher.find();
    while (found && matcher.end() == matcher.start() && splitsCharacter(text, matcher.start())) {
      found = matcher.find();
    }
    return found;
  }

  private static boolean splitsCharacter(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
  }

  private interface Search<T> {
    T run(Matcher matcher);
  }

  private <T> T limited(String text, Search<T> search) {
    long deadline = System.nanoTime() + TIME_LIMIT.toNanos();
    try {
      return search.run(pattern.matcher(new TimedText(text, source, deadline)));
    } catch (StackOverflowError e) {
      return onDeepStack(() -> search.run(pattern.matcher(new TimedText(text, source, deadline))))
          .orElseThrow(
              () ->
                  new TimeoutException(
                      "the regular expression "
                          + source
                          + " nests too deeply on a text of "
                          + text.length()
                          + " characters; simplify its repetitions"));
    }
  }

  /**
   * Java's matcher calls itself for each round of a repetition such as {@code (?:.|\n)*}; Python's
   * does not. Empty where this stack does not do either.
   */
  private static <T> Optional<T> onDeepStack(Supplier<T> search) {
    AtomicReference<T> result = new AtomicReference<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        new Thread(null, () -> result.set(search.get()), "regular expression", DEEP_STACK);
    thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TimeoutException("interrupted");
    }
    if (failure.get() instanceof TimeoutException timeout) {
      throw timeout;
    }
    if (failure.get() != null && !(failure.get() instanceof StackOverflowError)) {
      throw new IllegalStateException(failure.get());
    }
    return Optional.ofNullable(result.get());
  }

  /** Java's matcher has no time limit of its own, but it asks for characters all the time. */
  private static final class TimedText implements CharSequence {
    /** Characters between two looks at the clock, which costs more than a character. */
    private static final int STRIDE = 1024;

    private final CharSequence text;
    private final String source;
    private final long deadline;
    private int untilLook = STRIDE;

    TimedText(CharSequence text, String source, long deadline) {
      this.text = text;
      this.source = source;
      this.deadline = deadline;
    }

    @Override
    public char charAt(int index) {
      if (--untilLook == 0) {
        untilLook = STRIDE;
        if (System.nanoTime() - deadline > 0) {
          throw new TimeoutException(
              "the regular expression "
                  + source
                  + " took longer than "
                  + TIME_LIMIT.toSeconds()
                  + " s on a text of "
                  + text.length()
                  + " characters; simplify its repetitions");
        }
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
