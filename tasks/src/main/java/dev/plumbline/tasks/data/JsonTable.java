package dev.plumbline.tasks.data;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Rows of JSON as the table that Hugging Face datasets makes of them: every row has every column,
 * null where it says nothing, and where a column has a floating-point number or one beyond 64 bits,
 * all its numbers are floating-point ones; likewise within lists, and within objects that have the
 * same keys everywhere.
 */
final class JsonTable {
  private JsonTable() {}

  static List<Map<String, Object>> of(List<Map<String, Object>> rows) {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.keySet()));
    List<Map<String, Object>> table = new ArrayList<>();
    rows.forEach(row -> table.add(new LinkedHashMap<>()));
    for (String column : columns) {
      List<Object> values = new ArrayList<>();
      rows.forEach(row -> values.add(plain(row.get(column))));
      List<Object> alike = alike(values);
      for (int i = 0; i < rows.size(); i++) {
        table.get(i).put(column, alike.get(i));
      }
    }
    return table;
  }

  /** Whole numbers are Long, or Double where they are beyond it. */
  private static Object plain(Object value) {
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(item -> items.add(plain(item)));
      return items;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> fields = new LinkedHashMap<>();
      map.forEach((key, field) -> fields.put((String) key, plain(field)));
      return fields;
    }
    if (value instanceof BigInteger big) {
      return big.doubleValue();
    }
    return value instanceof Integer whole ? (Object) whole.longValue() : value;
  }

  /** The values of a column, of one type. */
  private static List<Object> alike(List<Object> values) {
    if (all(values, Number.class::isInstance)) {
      return numbers(values);
    }
    if (all(values, List.class::isInstance)) {
      return lists(values);
    }
    return all(values, Map.class::isInstance) ? maps(values) : values;
  }

  private static boolean all(List<Object> values, Predicate<Object> kind) {
    return values.stream().allMatch(value -> value == null || kind.test(value));
  }

  private static List<Object> numbers(List<Object> values) {
    if (values.stream().noneMatch(Double.class::isInstance)) {
      return values;
    }
    List<Object> numbers = new ArrayList<>();
    values.forEach(v -> numbers.add(v instanceof Number number ? number.doubleValue() : null));
    return numbers;
  }

  private static List<Object> lists(List<Object> values) {
    List<Object> items = new ArrayList<>();
    values.forEach(value -> items.addAll(value == null ? List.of() : (List<?>) value));
    List<Object> alike = alike(items);
    List<Object> lists = new ArrayList<>();
    int next = 0;
    for (Object value : values) {
      int end = next + (value == null ? 0 : ((List<?>) value).size());
      lists.add(value == null ? null : new ArrayList<>(alike.subList(next, end)));
      next = end;
    }
    return lists;
  }

  private static List<Object> maps(List<Object> values) {
    List<Map<?, ?>> maps = new ArrayList<>();
    Stream<Object> there = values.stream().filter(Objects::nonNull);
    there.forEach(value -> maps.add((Map<?, ?>) value));
    if (maps.stream().map(Map::keySet).distinct().count() != 1) {
      return values;
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<?, ?> map : maps) {
      Map<String, Object> row = new LinkedHashMap<>();
      map.forEach((key, value) -> row.put((String) key, value));
      rows.add(row);
    }
    List<Map<String, Object>> table = of(rows);
    List<Object> result = new ArrayList<>();
    int next = 0;
    for (Object value : values) {
      result.add(value == null ? null : table.get(next++));
    }
    return result;
  }
}
