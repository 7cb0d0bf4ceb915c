package dev.plumbline.reports.html;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A long list as blocks of some hundred kilobytes each, so that the page unpacks only what is
 * looked at.
 */
final class Chunks {
  private static final int CHARACTERS = 400_000;

  private record Chunk(String id, int items) {}

  private final DataBlocks blocks;
  private final List<Chunk> finished = new ArrayList<>();
  private StringBuilder open = new StringBuilder();
  private int items;

  Chunks(DataBlocks blocks) {
    this.blocks = blocks;
  }

  void add(JsonText.Content item) {
    open.append(items == 0 ? "[" : ",").append(JsonText.of(item));
    items++;
    if (open.length() >= CHARACTERS) {
      close();
    }
  }

  private void close() {
    if (items > 0) {
      finished.add(new Chunk(blocks.add(open.append(']').toString()), items));
      open = new StringBuilder();
      items = 0;
    }
  }

  /** Where the items are: {@code [[id, items], …]}. Nothing can be added after this. */
  void writeIndex(JsonGenerator json) throws IOException {
    close();
    json.writeStartArray();
    for (Chunk chunk : finished) {
      json.writeStartArray();
      json.writeString(chunk.id());
      json.writeNumber(chunk.items());
      json.writeEndArray();
    }
    json.writeEndArray();
  }
}
