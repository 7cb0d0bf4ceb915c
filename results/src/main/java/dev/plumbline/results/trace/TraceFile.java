package dev.plumbline.results.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Tables and texts in a <a href="https://github.com/huggingface/safetensors#format">safetensors</a>
 * file: eight bytes of header length, a JSON object of tensors and metadata, then the tensors'
 * data. Tables are read when they are asked for.
 */
final class TraceFile {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int ALIGNMENT = 8;
  private static final int CHUNK = 1 << 16;

  /** The format's own limit. */
  private static final long MAX_HEADER_BYTES = 100_000_000;

  private final Path file;
  private final JsonNode header;
  private final long dataStart;

  private TraceFile(Path file, JsonNode header, long dataStart) {
    this.file = file;
    this.header = header;
    this.dataStart = dataStart;
  }

  /** Writes a file, which is there completely or not at all. */
  static void write(Path file, Map<String, String> texts, Map<String, TraceTable> tables)
      throws IOException {
    ObjectNode header = JSON.createObjectNode();
    ObjectNode metadata = header.putObject("__metadata__");
    texts.forEach(metadata::put);
    long end = 0;
    for (Map.Entry<String, TraceTable> named : tables.entrySet()) {
      TraceTable table = named.getValue();
      ObjectNode tensor = header.putObject(named.getKey());
      tensor.put("dtype", table.type().name());
      table.shape().forEach(tensor.putArray("shape")::add);
      long begin = end;
      end += (long) table.values().length * table.type().bytes();
      tensor.putArray("data_offsets").add(begin).add(end);
    }
    byte[] json = JSON.writeValueAsString(header).getBytes(UTF_8);
    int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      try (FileChannel out =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer first = little(Long.BYTES + padded).putLong(padded).put(json);
        while (first.hasRemaining()) {
          first.put((byte) ' ');
        }
        writeAll(out, first.flip());
        for (TraceTable table : tables.values()) {
          write(out, table);
        }
        // On the disk before its name is: a power cut must not leave an empty file of that name.
        out.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void write(FileChannel out, TraceTable table) throws IOException {
    float[] values = table.values();
    ByteBuffer chunk = little(CHUNK * table.type().bytes());
    for (int from = 0; from < values.length; from += CHUNK) {
      int to = Math.min(values.length, from + CHUNK);
      chunk.clear();
      for (int i = from; i < to; i++) {
        switch (table.type()) {
          case F32 -> chunk.putFloat(values[i]);
          case F16 -> chunk.putShort((short) Float16.of(values[i]));
          case I32 -> chunk.putInt((int) values[i]);
        }
      }
      writeAll(out, chunk.flip());
    }
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  /**
   * Reads a file's header.
   *
   * @throws PlumblineException if it is cut off or was not written by {@link #write}
   */
  static TraceFile open(Path file) {
    try (FileChannel in = FileChannel.open(file)) {
      ByteBuffer length = little(Long.BYTES);
      read(in, length, 0);
      long bytes = length.flip().getLong();
      if (bytes < 2 || bytes > Math.min(MAX_HEADER_BYTES, in.size() - Long.BYTES)) {
        throw broken(file, "its header says it has %d bytes".formatted(bytes));
      }
      ByteBuffer json = little((int) bytes);
      read(in, json, Long.BYTES);
      TraceFile opened =
          new TraceFile(
              file, JSON.readTree(UTF_8.decode(json.flip()).toString()), Long.BYTES + bytes);
      long end = opened.dataStart;
      for (JsonNode tensor : opened.header) {
        end = Math.max(end, opened.dataStart + tensor.path("data_offsets").path(1).asLong());
      }
      if (end != in.size()) {
        throw broken(file, "it has %d bytes, its header says %d".formatted(in.size(), end));
      }
      return opened;
    } catch (JsonProcessingException e) {
      throw broken(file, "its header is no JSON");
    } catch (IOException e) {
      throw new PlumblineException(file + ": cannot be read: " + PlumblineException.reason(e), e);
    }
  }

  String text(String name) {
    JsonNode text = header.path("__metadata__").path(name);
    if (!text.isTextual()) {
      throw broken(file, "it lacks '" + name + "'");
    }
    return text.textValue();
  }

  boolean has(String name) {
    return header.has(name);
  }

  TraceTable table(String name) {
    JsonNode tensor = header.path(name);
    try (FileChannel in = FileChannel.open(file)) {
      NumberType type = NumberType.valueOf(tensor.path("dtype").asText());
      List<Integer> shape =
          StreamSupport.stream(tensor.path("shape").spliterator(), false)
              .map(JsonNode::asInt)
              .toList();
      float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
      long start = dataStart + tensor.path("data_offsets").path(0).asLong();
      ByteBuffer chunk = little(CHUNK * type.bytes());
      for (int from = 0; from < values.length; from += CHUNK) {
        int to = Math.min(values.length, from + CHUNK);
        read(
            in,
            chunk.clear().limit((to - from) * type.bytes()),
            start + (long) from * type.bytes());
        chunk.flip();
        for (int i = from; i < to; i++) {
          values[i] =
              switch (type) {
                case F32 -> chunk.getFloat();
                case F16 -> Float16.toFloat(chunk.getShort() & 0xffff);
                case I32 -> chunk.getInt();
              };
        }
      }
      return TraceTable.of(type, shape, values);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw broken(file, "it has no table '%s' that can be read".formatted(name));
    } catch (IOException e) {
      throw new PlumblineException(file + ": cannot be read: " + PlumblineException.reason(e), e);
    }
  }

  private static void read(FileChannel in, ByteBuffer into, long at) throws IOException {
    long from = at - into.position();
    while (into.hasRemaining()) {
      if (in.read(into, from + into.position()) < 0) {
        throw new IOException("the file is cut off");
      }
    }
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static PlumblineException broken(Path file, String what) {
    return new PlumblineException(
        "%s: not a whole file of a trace: %s; delete it and give the trace's command again"
            .formatted(file, what));
  }
}
