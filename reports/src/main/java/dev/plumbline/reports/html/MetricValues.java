package dev.plumbline.reports.html;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;

/** One metric of a task at every document and depth. */
final class MetricValues {
  private double[] values = new double[0];
  private int size;

  /**
   * Keeps a value.
   *
   * @param place of the document and depth, never below an earlier one; those left out have none
   */
  void set(int place, double value) {
    grow(place + 1);
    values[place] = value;
  }

  private void grow(int wanted) {
    if (wanted > values.length) {
      int before = values.length;
      values = Arrays.copyOf(values, Math.max(wanted, 2 * before));
      Arrays.fill(values, before, values.length, Double.NaN);
    }
    size = Math.max(size, wanted);
  }

  /**
   * For a metric that is 0 or 1 everywhere a string with a character for each place, {@code -} for
   * none; otherwise a list of numbers, {@code null} for none.
   */
  void write(JsonGenerator json, int places) throws IOException {
    grow(places);
    boolean binary =
        Arrays.stream(values, 0, size).allMatch(v -> v == 0 || v == 1 || Double.isNaN(v));
    if (binary) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < size; i++) {
        text.append(Double.isNaN(values[i]) ? '-' : values[i] == 1 ? '1' : '0');
      }
      json.writeString(text.toString());
      return;
    }
    json.writeStartArray();
    for (int i = 0; i < size; i++) {
      if (Double.isNaN(values[i])) {
        json.writeNull();
      } else {
        json.writeNumber(values[i]);
      }
    }
    json.writeEndArray();
  }
}
