package dev.plumbline.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected texts were printed by CPython 3.11's {@code json.dumps} and {@code repr}. */
class PythonJsonTest {
  private static Map<String, Object> value() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("a", List.of());
    value.put("b", Map.of());
    value.put("c", Arrays.asList(1, true, null, 1.5e-7));
    value.put("é", "\u2028\u007f\0\"\\/\n\t\b\f\r\uD83D\uDE00");
    value.put("n", Map.of("x", List.of(List.of())));
    return value;
  }

  @Test
  void indentedTextIsPythons() {
    assertThat(PythonJson.INDENTED.dumps(value()))
        .isEqualTo(
            """
            {
              "a": [],
              "b": {},
              "c": [
                1,
                true,
                null,
                1.5e-07
              ],
              "é": "\u2028\u007f\\u0000\\"\\\\/\\n\\t\\b\\f\\r\uD83D\uDE00",
              "n": {
                "x": [
                  []
                ]
              }
            }""");
  }

  @Test
  void aLineIsPythons() {
    assertThat(PythonJson.LINE.dumps(value()))
        .isEqualTo(
            "{\"a\": [], \"b\": {}, \"c\": [1, true, null, 1.5e-07], \"é\":"
                + " \"\u2028\u007f\\u0000\\\"\\\\/\\n\\t\\b\\f\\r\uD83D\uDE00\","
                + " \"n\": {\"x\": [[]]}}");
  }

  @Test
  void compactAsciiIsPythons() {
    assertThat(PythonJson.COMPACT_ASCII.dumps(value()))
        .isEqualTo(
            "{\"a\":[],\"b\":{},\"c\":[1,true,null,1.5e-07],\"\\u00e9\":"
                + "\"\\u2028\\u007f\\u0000\\\"\\\\/\\n\\t\\b\\f\\r\\ud83d\\ude00\","
                + "\"n\":{\"x\":[[]]}}");
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "1, 1.0",
    "-0.0, -0.0",
    "1e-5, 1e-05",
    "0.0001, 0.0001",
    "1e15, 1000000000000000.0",
    "1e16, 1e+16",
    "123456789012345680, 1.2345678901234568e+17",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "-41.20000076293945, -41.20000076293945",
    "100, 100.0",
    "2.5e-7, 2.5e-07",
    "1e22, 1e+22",
    "9007199254740993, 9007199254740992.0",
    "NaN, NaN",
    "-Infinity, -Infinity"
  })
  void floatsAreSpelledAsPythonDoes(double value, String expected) {
    assertThat(PythonJson.number(value)).isEqualTo(expected);
  }
}
