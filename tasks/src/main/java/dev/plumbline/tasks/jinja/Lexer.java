package dev.plumbline.tasks.jinja;

import dev.plumbline.protocol.text.PythonSpace;
import dev.plumbline.tasks.jinja.Token.Kind;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a template into tokens as Jinja2 3.1 does ({@code jinja2/lexer.py}). */
final class Lexer {
  private static final Pattern RAW =
      Pattern.compile("\\{%([-+]?)\\s*raw\\s*(-%\\}\\s*|%\\})", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern ENDRAW =
      Pattern.compile(
          "\\{%([-+]?)\\s*endraw\\s*(\\+%\\}|-%\\}\\s*|%\\})", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern FLOAT =
      Pattern.compile(
          "(?:\\d+_)*\\d+(?:(?:\\.(?:\\d+_)*\\d+)?[eE][+-]?(?:\\d+_)*\\d+|\\.(?:\\d+_)*\\d+)");
  private static final Pattern INTEGER =
      Pattern.compile(
          "0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[0-9a-fA-F])+|[1-9](?:_?\\d)*|0(?:_?0)*");
  private static final Pattern NAME = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern STRING =
      Pattern.compile("'((?:[^'\\\\]|\\\\.)*+)'|\"((?:[^\"\\\\]|\\\\.)*+)\"", Pattern.DOTALL);
  private static final List<String> OPERATORS =
      List.of(
          "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{",
          "}", ">", "<", "=", ".", ":", "|", ",", ";");

  private final WhiteSpace space;
  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;

  /** Whether what stands before {@code at} is the beginning of a line. */
  private boolean lineStarts = true;

  private Lexer(WhiteSpace space, String source) {
    this.space = space;
    this.source = source;
  }

  /**
   * How an environment treats white space.
   *
   * @param trimBlocks whether a line feed behind a block goes
   * @param lstripBlocks whether blanks before a block that begins a line go
   * @param keepTrailingNewline whether a line feed at the template's end stays
   */
  record WhiteSpace(boolean trimBlocks, boolean lstripBlocks, boolean keepTrailingNewline) {}

  /** All tokens, the last of which is {@link Kind#EOF}. */
  static List<Token> tokens(String template, WhiteSpace space) {
    String source = template.replace("\r\n", "\n").replace('\r', '\n');
    if (!space.keepTrailingNewline() && source.endsWith("\n")) {
      source = source.substring(0, source.length() - 1);
    }
    Lexer lexer = new Lexer(space, source);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    while (at < source.length()) {
      int tag = nextTag();
      if (tag < 0) {
        add(Kind.DATA, source.substring(at));
        to(source.length());
        break;
      }
      char kind = source.charAt(tag + 1);
      Matcher raw = matcher(RAW, tag);
      boolean isRaw = kind == '%' && raw.lookingAt();
      char sign = tag + 2 < source.length() ? source.charAt(tag + 2) : ' ';
      data(tag, sign, kind != '{');
      if (isRaw) {
        to(raw.end());
        raw();
      } else {
        to(tag + (sign == '-' || sign == '+' ? 3 : 2));
        switch (kind) {
          case '#' -> comment();
          case '{' -> code(Kind.VARIABLE_BEGIN, Kind.VARIABLE_END);
          default -> code(Kind.BLOCK_BEGIN, Kind.BLOCK_END);
        }
      }
    }
    add(Kind.EOF, "");
  }

  private int nextTag() {
    for (int i = source.indexOf('{', at); i >= 0; i = source.indexOf('{', i + 1)) {
      if (i + 1 < source.length() && "{%#".indexOf(source.charAt(i + 1)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  /** The text before a tag, which may lose blanks at its end. */
  private void data(int tag, char sign, boolean strips) {
    String text = source.substring(at, tag);
    String kept = text;
    if (sign == '-') {
      kept = PythonSpace.stripTrailing(text);
    } else if (sign != '+' && space.lstripBlocks() && strips) {
      int start = text.lastIndexOf('\n') + 1;
      if ((start > 0 || lineStarts) && isBlank(text.substring(start))) {
        kept = text.substring(0, start);
      }
    }
    add(Kind.DATA, kept);
    to(tag);
  }

  private static boolean isBlank(String text) {
    return PythonSpace.stripTrailing(text).isEmpty();
  }

  private void raw() {
    Matcher end = matcher(ENDRAW, at);
    if (!end.find()) {
      throw failure("{% raw %} has no {% endraw %}");
    }
    data(end.start(), end.group(1).isEmpty() ? ' ' : end.group(1).charAt(0), true);
    to(end.end());
    trim(end.group(2).equals("%}"));
  }

  private void comment() {
    int end = source.indexOf("#}", at);
    if (end < 0) {
      throw failure("a comment has no end");
    }
    boolean signed = end > at && "-+".indexOf(source.charAt(end - 1)) >= 0;
    char sign = signed ? source.charAt(end - 1) : ' ';
    to(end + 2);
    closed(sign);
  }

  /** What a tag's end takes of the text behind it. */
  private void closed(char sign) {
    if (sign == '-') {
      int end = at;
      while (end < source.length() && PythonSpace.isSpace(source.codePointAt(end))) {
        end += Character.charCount(source.codePointAt(end));
      }
      to(end);
    } else {
      trim(sign != '+');
    }
  }

  private void trim(boolean wanted) {
    if (wanted && space.trimBlocks() && at < source.length() && source.charAt(at) == '\n') {
      to(at + 1);
    }
  }

  private void code(Kind begin, Kind end) {
    add(begin, "");
    String mark = end == Kind.VARIABLE_END ? "}}" : "%}";
    Deque<String> open = new ArrayDeque<>();
    while (true) {
      if (at >= source.length()) {
        return; // The parser says what is missing.
      }
      if (open.isEmpty() && ends(mark, end)) {
        return;
      }
      if (PythonSpace.isSpace(source.codePointAt(at))) {
        to(at + Character.charCount(source.codePointAt(at)));
      } else if (!literal()) {
        operator(open);
      }
    }
  }

  private boolean ends(String mark, Kind end) {
    char sign = source.charAt(at);
    boolean signed = sign == '-' || (sign == '+' && end == Kind.BLOCK_END);
    if (!source.startsWith(mark, signed ? at + 1 : at)) {
      return false;
    }
    add(end, "");
    to(at + mark.length() + (signed ? 1 : 0));
    if (signed || end == Kind.BLOCK_END) {
      closed(signed ? sign : ' ');
    }
    return true;
  }

  /** A number, a name or a text. */
  private boolean literal() {
    Matcher number = matcher(FLOAT, at);
    boolean afterDot = at > 0 && source.charAt(at - 1) == '.';
    if (!afterDot && number.lookingAt()) {
      add(Kind.FLOAT, Double.valueOf(number.group().replace("_", "")));
      to(number.end());
      return true;
    }
    Matcher integer = matcher(INTEGER, at);
    if (integer.lookingAt()) {
      add(Kind.INTEGER, integer(integer.group().replace("_", "")));
      to(integer.end());
      return true;
    }
    Matcher name = matcher(NAME, at);
    if (name.lookingAt()) {
      if (!Character.isUnicodeIdentifierStart(name.group().codePointAt(0))
          && name.group().charAt(0) != '_') {
        throw failure("'" + name.group() + "' is no name");
      }
      add(Kind.NAME, name.group());
      to(name.end());
      return true;
    }
    Matcher string = matcher(STRING, at);
    if (string.lookingAt()) {
      String inside = string.group(1) != null ? string.group(1) : string.group(2);
      add(Kind.STRING, unescaped(inside));
      to(string.end());
      return true;
    }
    return false;
  }

  private void operator(Deque<String> open) {
    String operator =
        OPERATORS.stream()
            .filter(candidate -> source.startsWith(candidate, at))
            .findFirst()
            .orElseThrow(
                () ->
                    failure(
                        "'"
                            + Character.toString(source.codePointAt(at))
                            + "' has no meaning here"));
    switch (operator) {
      case "{" -> open.push("}");
      case "(" -> open.push(")");
      case "[" -> open.push("]");
      case "}", ")", "]" -> {
        if (open.isEmpty() || !open.pop().equals(operator)) {
          throw failure("'" + operator + "' closes nothing");
        }
      }
      default -> {}
    }
    add(Kind.OPERATOR, operator);
    to(at + operator.length());
  }

  private static Object integer(String digits) {
    String lower = digits.toLowerCase(java.util.Locale.ROOT);
    int radix =
        lower.startsWith("0x") ? 16 : lower.startsWith("0o") ? 8 : lower.startsWith("0b") ? 2 : 10;
    return Numbers.narrowed(new BigInteger(radix == 10 ? digits : digits.substring(2), radix));
  }

  /** Python's escapes in a text. */
  private String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char next = text.charAt(++i);
      switch (next) {
        case '\n' -> {}
        case '\\', '\'', '"' -> out.append(next);
        case 'a' -> out.append('\u0007');
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'v' -> out.append('\u000b');
        case 'x', 'u', 'U' -> {
          int length = next == 'x' ? 2 : next == 'u' ? 4 : 8;
          out.appendCodePoint(hexadecimal(text, i + 1, length));
          i += length;
        }
        case 'N' -> throw failure("\\N{...} is not supported in a text");
        default -> {
          if (next >= '0' && next <= '7') {
            int end = i;
            while (end < Math.min(i + 3, text.length())
                && "01234567".indexOf(text.charAt(end)) >= 0) {
              end++;
            }
            out.appendCodePoint(Integer.parseInt(text.substring(i, end), 8));
            i = end - 1;
          } else {
            out.append('\\').append(next);
          }
        }
      }
    }
    return out.toString();
  }

  private int hexadecimal(String text, int start, int length) {
    String digits = text.substring(start, Math.min(start + length, text.length()));
    if (!digits.matches("[0-9a-fA-F]{" + length + "}")) {
      throw failure("a text has a broken escape");
    }
    int code = Integer.parseUnsignedInt(digits, 16);
    if (!Character.isValidCodePoint(code)) {
      throw failure("a text has an escape beyond Unicode");
    }
    return code;
  }

  private Matcher matcher(Pattern pattern, int from) {
    return pattern.matcher(source).region(from, source.length()).useTransparentBounds(true);
  }

  private void add(Kind kind, Object value) {
    if (kind != Kind.DATA || !value.equals("")) {
      tokens.add(new Token(kind, value, line));
    }
  }

  /** Goes on; lines are counted on the way. */
  private void to(int next) {
    for (int i = at; i < next; i++) {
      if (source.charAt(i) == '\n') {
        line++;
      }
    }
    if (next > at) {
      lineStarts = source.charAt(next - 1) == '\n';
    }
    at = next;
  }

  private JinjaException failure(String message) {
    return new JinjaException(message).at(line);
  }
}
