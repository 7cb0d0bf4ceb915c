package dev.plumbline.runner;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up what ONNX Runtime's own profiles of the three graphs say. */
final class Profiler {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Profiler() {}

  /**
   * Ends profiling.
   *
   * @param graphs by part
   * @return longest first
   */
  static List<OperatorTime> end(Map<String, Graph> graphs) throws OrtException {
    Map<List<String>, Long> micros = new HashMap<>();
    for (Map.Entry<String, Graph> graph : graphs.entrySet()) {
      Path file = Path.of(graph.getValue().endProfiling());
      try (MappingIterator<JsonNode> events =
          JSON.readerFor(JsonNode.class).readValues(file.toFile())) {
        while (events.hasNextValue()) {
          JsonNode event = events.nextValue();
          // An If's time is that of the nodes in its branch, which are listed, too.
          String operator = event.path("args").path("op_name").asText();
          if (event.path("name").asText().endsWith("_kernel_time") && !operator.equals("If")) {
            micros.merge(List.of(graph.getKey(), operator), event.path("dur").asLong(), Long::sum);
          }
        }
        Files.delete(file);
      } catch (IOException e) {
        throw new PlumblineException(
            "%s: ONNX Runtime's profile cannot be read (%s)".formatted(file, e), e);
      }
    }
    double total = micros.values().stream().mapToLong(Long::longValue).sum();
    return micros.entrySet().stream()
        .map(
            entry ->
                new OperatorTime(
                    entry.getKey().get(0),
                    entry.getKey().get(1),
                    entry.getValue() / 1e6,
                    entry.getValue() / total))
        .sorted(Comparator.comparingDouble(OperatorTime::seconds).reversed())
        .toList();
  }
}
