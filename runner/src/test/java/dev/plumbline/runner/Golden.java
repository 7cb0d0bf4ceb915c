package dev.plumbline.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.Precision;
import dev.plumbline.runner.export.ExportProgress;
import dev.plumbline.runner.export.ExportRequest;
import dev.plumbline.runner.export.Exporter;
import dev.plumbline.runner.export.LoopedLayers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What reference PyTorch code gives on a checkpoint of random weights. */
final class Golden {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final JsonNode header;
  private final ByteBuffer data;
  final JsonNode generations;

  /** Vectors by the name of their folder, such as tiny-raven. */
  Golden(String name) {
    this.folder = Path.of(System.getProperty("plumbline.shared"), "golden").resolve(name);
    try {
      ByteBuffer file =
          ByteBuffer.wrap(Files.readAllBytes(folder.resolve("golden.safetensors")))
              .order(ByteOrder.LITTLE_ENDIAN);
      byte[] json = new byte[(int) file.getLong()];
      file.get(json);
      header = JSON.readTree(json);
      data = file.slice().order(ByteOrder.LITTLE_ENDIAN);
      generations = JSON.readTree(folder.resolve("golden.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The checkpoint as a bundle. */
  Bundle export(Path to) {
    return export(to, Optional.empty());
  }

  /** The checkpoint as a bundle, with layers looped. */
  Bundle export(Path to, Optional<LoopedLayers> loop) {
    return Exporter.export(
        new ExportRequest(folder, to, Precision.FP32, loop, false), ExportProgress.NONE);
  }

  int prompts() {
    return generations.get("prompts").size();
  }

  List<Integer> promptIds(int prompt) {
    return ints(generations.get("prompts").get(prompt).get("ids"));
  }

  String promptText(int prompt) {
    return generations.get("prompts").get(prompt).get("text").asText();
  }

  static List<Integer> ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asInt).toList();
  }

  boolean has(String name) {
    return header.has(name);
  }

  /** A tensor of two dimensions. */
  float[][] matrix(String name) {
    JsonNode tensor = header.get(name);
    int columns = tensor.get("shape").get(1).asInt();
    float[][] rows = new float[tensor.get("shape").get(0).asInt()][columns];
    int at = tensor.get("data_offsets").get(0).asInt();
    for (float[] row : rows) {
      for (int i = 0; i < columns; i++, at += Float.BYTES) {
        row[i] = data.getFloat(at);
      }
    }
    return rows;
  }
}
