package dev.plumbline.tasks.data;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The values of a column's cells, with the types that pandas infers. */
final class CsvColumn {
  /** Cells that pandas takes for missing values. */
  private static final Set<String> MISSING =
      Set.of(
          "",
          "#N/A",
          "#N/A N/A",
          "#NA",
          "-1.#IND",
          "-1.#QNAN",
          "-NaN",
          "-nan",
          "1.#IND",
          "1.#QNAN",
          "<NA>",
          "N/A",
          "NA",
          "NULL",
          "NaN",
          "None",
          "n/a",
          "nan",
          "null");

  /** Possessive: a long row of digits is read once, not once from each of its places. */
  private static final Pattern WHOLE = Pattern.compile("\\s*+[+-]?[0-9]++\\s*+");

  private static final Pattern NUMBER =
      Pattern.compile(
          "\\s*+[+-]?([0-9]++\\.?+[0-9]*+|\\.[0-9]++)([eE][+-]?[0-9]++)?\\s*+"
              + "|[+-]?([iI][nN][fF]|[iI][nN][fF][iI][nN][iI][tT][yY])");

  private static final Pattern TRUTH = Pattern.compile("[Tt]rue|[Ff]alse|TRUE|FALSE");

  private CsvColumn() {}

  /**
   * Null for a missing cell; with one of those, whole numbers are floating-point ones.
   *
   * @param where names file and column in an error
   */
  static List<Object> values(List<String> cells, String where) throws IOException {
    if (all(cells, TRUTH.asMatchPredicate())) {
      return converted(cells, Boolean::valueOf);
    }
    if (all(cells, WHOLE.asMatchPredicate())) {
      if (cells.stream().anyMatch(MISSING::contains)) {
        return converted(cells, CsvColumn::number);
      }
      for (String cell : cells) {
        if (new BigInteger(cell.strip()).bitLength() >= Long.SIZE) {
          throw new IOException(where + " holds " + cell.strip() + ", a number beyond 64 bits");
        }
      }
      return converted(cells, cell -> Long.valueOf(cell.strip()));
    }
    return all(cells, NUMBER.asMatchPredicate())
        ? converted(cells, CsvColumn::number)
        : converted(cells, cell -> cell);
  }

  private static boolean all(List<String> cells, Predicate<String> kind) {
    return cells.stream().allMatch(cell -> MISSING.contains(cell) || kind.test(cell));
  }

  private static Object number(String cell) {
    String text = cell.strip().toLowerCase(Locale.ROOT);
    if (text.contains("inf")) {
      return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.valueOf(text);
  }

  private static List<Object> converted(List<String> cells, Function<String, Object> conversion) {
    List<Object> values = new ArrayList<>(cells.size());
    cells.forEach(cell -> values.add(MISSING.contains(cell) ? null : conversion.apply(cell)));
    return values;
  }
}
