package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.python.PythonText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's format specification, such as {@code >10.2f}. */
final class FormatSpec {
  private static final Pattern SPEC =
      Pattern.compile(
          "(?:(?<fill>.)?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<alt>#)?(?<zero>0)?(?<width>\\d+)?"
              + "(?<group>[,_])?(?:\\.(?<precision>\\d+))?(?<type>[bcdeEfFgGnosxX%])?",
          Pattern.DOTALL);

  private FormatSpec() {}

  static String format(Object value, String spec) {
    if (value instanceof Undefined undefined) {
      undefined.use();
      return format("", spec);
    }
    if (spec.isEmpty()) {
      return Values.text(value);
    }
    Matcher parts = SPEC.matcher(spec);
    if (!parts.matches()) {
      throw new JinjaException("'" + spec + "' is no format");
    }
    if (Values.plain(value) instanceof String text) {
      return ofText(text, parts, spec);
    }
    if (Numbers.isNumber(value)) {
      return value instanceof Boolean && parts.group("type") == null
          ? ofNumber(value, "d", parts, spec)
          : ofNumber(value, parts.group("type"), parts, spec);
    }
    throw new JinjaException("a " + Values.kind(value) + " takes no format");
  }

  private static String ofText(String text, Matcher parts, String spec) {
    String type = parts.group("type");
    boolean wrong =
        (type != null && !type.equals("s"))
            || parts.group("sign") != null
            || parts.group("group") != null
            || parts.group("alt") != null
            || "=".equals(parts.group("align"));
    if (wrong) {
      throw new JinjaException("'" + spec + "' is no format of a text");
    }
    String cut = text;
    if (parts.group("precision") != null) {
      int most = number(parts, "precision");
      if (PythonText.length(text) > most) {
        cut = text.substring(0, text.offsetByCodePoints(0, most));
      }
    }
    return aligned(cut, parts, '<');
  }

  private static int number(Matcher parts, String group) {
    try {
      return Integer.parseInt(parts.group(group));
    } catch (NumberFormatException e) {
      throw new JinjaException("a format has too large a number");
    }
  }

  private static String aligned(String text, Matcher parts, char usual) {
    if (parts.group("width") == null) {
      return text;
    }
    String fill = parts.group("fill");
    String align = parts.group("align");
    boolean zero = parts.group("zero") != null && align == null;
    String with = fill != null ? fill : parts.group("zero") != null ? "0" : " ";
    return Texts.padded(
        text, number(parts, "width"), with, align != null ? align.charAt(0) : zero ? '<' : usual);
  }

  private static String ofNumber(Object value, String type, Matcher parts, String spec) {
    boolean integer = Numbers.isInteger(value);
    boolean asInteger = integer && (type == null || "bdoxXnc".contains(type));
    if ("s".equals(type)
        || "n".equals(type)
        || "c".equals(type)
        || (!integer && type != null && "bdoxX".contains(type))) {
      throw new JinjaException("'" + spec + "' is no format of a " + Values.kind(value));
    }
    if (asInteger && parts.group("precision") != null) {
      throw new JinjaException("'" + spec + "' gives a whole number digits behind the point");
    }
    boolean negative;
    String digits;
    if (asInteger) {
      negative = Numbers.integer(value).signum() < 0;
      char form = type == null ? 'd' : type.charAt(0);
      digits = NumberFormat.ofInteger(Numbers.integer(value).abs(), form);
      digits = grouped(digits, parts, "boxX".indexOf(form) >= 0 ? 4 : 3);
      digits = (parts.group("alt") != null ? NumberFormat.prefix(form) : "") + digits;
    } else {
      double real = Numbers.real(value);
      negative = real < 0 || (real == 0 && 1 / real < 0);
      digits = grouped(ofFloat(Math.abs(real), type, parts), parts, 3);
    }
    String sign =
        negative
            ? "-"
            : parts.group("sign") == null || parts.group("sign").equals("-")
                ? ""
                : parts.group("sign");
    return padded(sign, digits, parts);
  }

  private static String ofFloat(double size, String type, Matcher parts) {
    boolean alternate = parts.group("alt") != null;
    boolean precise = parts.group("precision") != null;
    int precision = precise ? number(parts, "precision") : 6;
    if (type == null) {
      if (!precise) {
        return NumberFormat.shortest(size);
      }
      String text = NumberFormat.ofFloat(size, 'g', precision, alternate);
      boolean isWhole = text.chars().allMatch(Character::isDigit);
      // Other than g, it keeps a digit behind the point and turns to exponents one digit earlier.
      if (isWhole && text.length() >= Math.max(1, precision)) {
        return NumberFormat.ofFloat(size, 'e', Math.max(1, precision) - 1, false)
            .replaceFirst("\\.?0*e", "e");
      }
      return isWhole ? text + ".0" : text;
    }
    if (type.equals("%")) {
      return NumberFormat.ofFloat(size * 100, 'f', precision, alternate) + "%";
    }
    return NumberFormat.ofFloat(size, type.charAt(0), precision, alternate);
  }

  private static String grouped(String digits, Matcher parts, int group) {
    return parts.group("group") == null
        ? digits
        : NumberFormat.grouped(digits, parts.group("group"), group);
  }

  private static String padded(String sign, String digits, Matcher parts) {
    String align = parts.group("align");
    boolean inside = "=".equals(align) || (align == null && parts.group("zero") != null);
    if (!inside || parts.group("width") == null) {
      return aligned(sign + digits, parts, '>');
    }
    String fill =
        parts.group("fill") != null ? parts.group("fill") : parts.group("zero") != null ? "0" : " ";
    if (parts.group("group") != null && fill.equals("0")) {
      throw new JinjaException("a format with grouped zeros before a number is not supported");
    }
    return sign + Texts.padded(digits, number(parts, "width") - sign.length(), fill, '>');
  }
}
