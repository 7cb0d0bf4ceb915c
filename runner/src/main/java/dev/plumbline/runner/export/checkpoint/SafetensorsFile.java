package dev.plumbline.runner.export.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The header of a <a href="https://github.com/huggingface/safetensors#format">safetensors</a> file:
 * eight bytes of header length, a JSON object of tensors, then their data.
 */
public final class SafetensorsFile {
  /** The format's own limit. */
  private static final long MAX_HEADER_BYTES = 100_000_000;

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path file;
  private final long fileBytes;
  private long dataStart;

  private SafetensorsFile(Path file, long fileBytes) {
    this.file = file;
    this.fileBytes = fileBytes;
  }

  /**
   * Reads and checks a file's header.
   *
   * @return the tensors by name
   */
  public static Map<String, SafetensorsTensor> tensors(Path file) {
    try {
      return new SafetensorsFile(file, Files.size(file)).readHeader();
    } catch (IOException e) {
      throw new PlumblineException(
          "%s: cannot be read (%s)".formatted(file, PlumblineException.reason(e)), e);
    }
  }

  private Map<String, SafetensorsTensor> readHeader() throws IOException {
    Map<String, JsonNode> header;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] prefix = in.readNBytes(Long.BYTES);
      if (prefix.length < Long.BYTES) {
        throw broken("has %d bytes, too few for a header".formatted(fileBytes));
      }
      long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (length < 2 || length > MAX_HEADER_BYTES) {
        throw broken(
            "its header says it has %s bytes, expected 2 to %d"
                .formatted(Long.toUnsignedString(length), MAX_HEADER_BYTES));
      }
      dataStart = Long.BYTES + length;
      if (dataStart > fileBytes) {
        throw broken("its header ends at byte %d, the file at %d".formatted(dataStart, fileBytes));
      }
      header = MAPPER.readValue(in.readNBytes((int) length), new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw broken("its header is no JSON object of tensors");
    }
    if (header == null) {
      throw broken("its header is no JSON object of tensors");
    }
    header.remove("__metadata__");
    Map<String, SafetensorsTensor> tensors = new LinkedHashMap<>();
    header.forEach((name, node) -> tensors.put(name, tensor(name, node)));
    requireDense(tensors);
    return tensors;
  }

  private SafetensorsTensor tensor(String name, JsonNode node) {
    JsonNode shape = node.path("shape");
    JsonNode offsets = node.path("data_offsets");
    if (!node.path("dtype").isTextual()
        || !isListOfSizes(shape)
        || !isListOfSizes(offsets)
        || offsets.size() != 2) {
      throw broken(
          "tensor '%s' needs dtype, shape and data_offsets, found %s".formatted(name, node));
    }
    long begin = offsets.get(0).longValue();
    long end = offsets.get(1).longValue();
    if (begin > end) {
      throw broken("tensor '%s' begins at %d, behind its end %d".formatted(name, begin, end));
    }
    if (end > fileBytes - dataStart) {
      throw broken(
          "tensor '%s' ends at byte %d of the data, of which there are %d; the file is cut off"
              .formatted(name, end, fileBytes - dataStart));
    }
    List<Long> sizes =
        StreamSupport.stream(shape.spliterator(), false).map(JsonNode::longValue).toList();
    return new SafetensorsTensor(
        file, name, node.get("dtype").textValue(), sizes, dataStart + begin, end - begin);
  }

  private static boolean isListOfSizes(JsonNode node) {
    return node.isArray()
        && StreamSupport.stream(node.spliterator(), false)
            .allMatch(n -> n.isIntegralNumber() && n.canConvertToLong() && n.longValue() >= 0);
  }

  /** As the format has it: data without overlaps, holes or anything behind them. */
  private void requireDense(Map<String, SafetensorsTensor> tensors) {
    List<SafetensorsTensor> sorted = new ArrayList<>(tensors.values());
    sorted.sort(
        Comparator.comparingLong(SafetensorsTensor::offset)
            .thenComparingLong(SafetensorsTensor::bytes));
    long end = dataStart;
    String before = "the header";
    for (SafetensorsTensor tensor : sorted) {
      if (tensor.offset() < end) {
        throw broken("tensors '%s' and '%s' overlap".formatted(before, tensor.name()));
      }
      if (tensor.offset() > end) {
        throw broken(
            "%d bytes between '%s' and tensor '%s' are no tensor's"
                .formatted(tensor.offset() - end, before, tensor.name()));
      }
      end = tensor.offset() + tensor.bytes();
      before = tensor.name();
    }
    if (end < fileBytes) {
      throw broken("%d bytes at its end are no tensor's".formatted(fileBytes - end));
    }
  }

  private PlumblineException broken(String what) {
    return new PlumblineException(
        "%s: not a whole safetensors file: %s; fetch it again".formatted(file, what));
  }
}
