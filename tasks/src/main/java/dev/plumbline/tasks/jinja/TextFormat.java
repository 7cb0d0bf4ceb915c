package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.python.PythonTuple;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code "...".format(...)} and {@code "..." % ...}. */
final class TextFormat {
  private static final Pattern PERCENT =
      Pattern.compile(
          "%(?:\\((?<key>[^)]*)\\))?(?<flags>[-+ #0]*)(?<width>\\*|\\d+)?(?:\\.(?<precision>\\*|\\d*))?"
              + "[hlL]?(?<type>.)?",
          Pattern.DOTALL);
  private static final Pattern FIELD =
      Pattern.compile("(?<first>[^.\\[]*)(?<rest>(?:\\.[^.\\[]+|\\[[^\\]]+\\])*)");
  private static final Pattern STEP = Pattern.compile("\\.([^.\\[]+)|\\[([^\\]]+)\\]");

  private TextFormat() {}

  static String format(String template, Arguments given) {
    StringBuilder out = new StringBuilder();
    int[] automatic = {0};
    int at = 0;
    while (at < template.length()) {
      char c = template.charAt(at);
      boolean doubled = template.startsWith(c + "" + c, at);
      if ((c == '{' || c == '}') && doubled) {
        out.append(c);
        at += 2;
      } else if (c == '{') {
        int end = end(template, at);
        out.append(field(template.substring(at + 1, end), given, automatic));
        at = end + 1;
      } else if (c == '}') {
        throw new JinjaException("a format has a single '}'");
      } else {
        out.append(c);
        at++;
      }
    }
    return out.toString();
  }

  private static int end(String template, int start) {
    int depth = 0;
    for (int i = start; i < template.length(); i++) {
      depth += template.charAt(i) == '{' ? 1 : template.charAt(i) == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw new JinjaException("a format has a '{' without its '}'");
  }

  private static String field(String field, Arguments given, int[] automatic) {
    int colon = field.indexOf(':');
    String what = colon < 0 ? field : field.substring(0, colon);
    String spec = colon < 0 ? "" : field.substring(colon + 1);
    String conversion = "";
    int mark = what.indexOf('!');
    if (mark >= 0) {
      conversion = what.substring(mark + 1);
      what = what.substring(0, mark);
    }
    Object value = value(what, given, automatic);
    if (spec.contains("{")) {
      spec = format(spec, new Arguments(given.of(), nested(given, automatic), given.named()));
    }
    return switch (conversion) {
      case "" -> FormatSpec.format(value, spec);
      case "s" -> FormatSpec.format(Values.text(value), spec);
      case "r" -> FormatSpec.format(Values.repr(value), spec);
      default -> throw new JinjaException("the conversion '!" + conversion + "' is not supported");
    };
  }

  /** The arguments that are left for a format inside a format. */
  private static List<Object> nested(Arguments given, int[] automatic) {
    return given
        .positional()
        .subList(Math.min(automatic[0], given.positional().size()), given.positional().size());
  }

  private static Object value(String what, Arguments given, int[] automatic) {
    Matcher parts = FIELD.matcher(what);
    if (!parts.matches()) {
      throw new JinjaException("a format has a broken field '" + what + "'");
    }
    String first = parts.group("first");
    Object value;
    if (first.isEmpty() || first.matches("\\d{1,9}")) {
      int place = first.isEmpty() ? automatic[0]++ : Integer.parseInt(first);
      if (place >= given.positional().size()) {
        throw new JinjaException("a format has more fields than values");
      }
      value = given.positional().get(place);
    } else if (given.named().containsKey(first)) {
      value = given.named().get(first);
    } else {
      throw new JinjaException("a format has no value for '" + first + "'");
    }
    Matcher step = STEP.matcher(parts.group("rest"));
    while (step.find()) {
      if (step.group(1) != null) {
        throw new JinjaException("a format with attributes is not supported");
      }
      String key = step.group(2);
      Object item = key.matches("\\d{1,9}") ? (Object) Long.valueOf(key) : key;
      value = item(value, item);
    }
    return value;
  }

  private static Object item(Object value, Object key) {
    if (value instanceof Map<?, ?> map && Values.hasKey(map, key)) {
      return Values.get(map, key);
    }
    if (value instanceof List<?> list && key instanceof Long place && place < list.size()) {
      return list.get(place.intValue());
    }
    throw new JinjaException("a format finds no item " + Values.repr(key));
  }

  /** {@code template % value}. */
  static String percent(String template, Object value) {
    List<?> values = value instanceof PythonTuple tuple ? tuple : null;
    StringBuilder out = new StringBuilder();
    Matcher part = PERCENT.matcher(template);
    int at = 0;
    int used = 0;
    while (part.find()) {
      out.append(template, at, part.start());
      at = part.end();
      String type = part.group("type");
      if (type == null || "*".equals(part.group("width")) || "*".equals(part.group("precision"))) {
        throw new JinjaException("a format of % is incomplete or takes its width from a value");
      }
      if (type.equals("%")) {
        if (part.end() - part.start() > 2) {
          throw new JinjaException("a format of %% with flags is not supported");
        }
        out.append('%');
        continue;
      }
      Object one;
      if (part.group("key") != null) {
        if (!(value instanceof Map<?, ?> map) || !Values.hasKey(map, part.group("key"))) {
          throw new JinjaException("a format of % has no value for '" + part.group("key") + "'");
        }
        one = Values.get(map, part.group("key"));
        used = -1;
      } else if (values != null ? used < values.size() : used == 0) {
        one = values != null ? values.get(used) : value;
        used++;
      } else {
        throw new JinjaException("a format of % has more places than values");
      }
      out.append(one(one, part, type.charAt(0)));
    }
    boolean isLeft =
        values != null
            ? used >= 0 && used < values.size()
            : used == 0 && !(value instanceof Map) && !(value instanceof List);
    if (isLeft) {
      throw new JinjaException("a format of % has fewer places than values");
    }
    return out.append(template.substring(at)).toString();
  }

  private static String one(Object value, Matcher part, char type) {
    String flags = part.group("flags");
    String precision = part.group("precision");
    int digits = precision == null ? -1 : precision.isEmpty() ? 0 : Integer.parseInt(precision);
    String sign = "";
    String body;
    boolean number = false;
    switch (type) {
      case 's', 'r' -> {
        String text = type == 's' ? Values.text(value) : Values.repr(value);
        body = digits < 0 ? text : FormatSpec.format(text, "." + digits);
      }
      case 'd', 'i', 'u', 'o', 'x', 'X' -> {
        number = true;
        Object whole = whole(value, type);
        sign = Numbers.integer(whole).signum() < 0 ? "-" : sign(flags);
        char form = "iu".indexOf(type) >= 0 ? 'd' : type;
        body = NumberFormat.ofInteger(Numbers.integer(whole).abs(), form);
        body = Texts.padded(body, Math.max(0, digits), "0", '>');
        if (flags.contains("#")) {
          sign += NumberFormat.prefix(form);
        }
      }
      case 'e', 'E', 'f', 'F', 'g', 'G' -> {
        number = true;
        if (!Numbers.isNumber(value)) {
          throw new JinjaException("%" + type + " needs a number, got " + Values.kind(value));
        }
        double real = Numbers.real(value);
        sign = real < 0 || (real == 0 && 1 / real < 0) ? "-" : sign(flags);
        body =
            NumberFormat.ofFloat(
                Math.abs(real), type, digits < 0 ? 6 : digits, flags.contains("#"));
      }
      case 'c' -> {
        if (!(Values.plain(value) instanceof String text)
            || text.codePointCount(0, text.length()) != 1) {
          throw new JinjaException("the format %" + type + " needs one character");
        }
        body = text;
      }
      default -> throw new JinjaException("%" + type + " is no format");
    }
    int width = part.group("width") == null ? 0 : Integer.parseInt(part.group("width"));
    if (flags.contains("-")) {
      return Texts.padded(sign + body, width, " ", '<');
    }
    return flags.contains("0") && number
        ? sign + Texts.padded(body, width - sign.length(), "0", '>')
        : Texts.padded(sign + body, width, " ", '>');
  }

  private static String sign(String flags) {
    return flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
  }

  private static Object whole(Object value, char type) {
    if (Numbers.isInteger(value)) {
      return value;
    }
    if (Numbers.isFloat(value) && "diu".indexOf(type) >= 0) {
      return Conversions.truncated(Numbers.real(value));
    }
    throw new JinjaException("%" + type + " needs a whole number, got " + Values.kind(value));
  }
}
