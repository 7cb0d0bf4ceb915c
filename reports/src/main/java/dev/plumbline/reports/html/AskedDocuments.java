package dev.plumbline.reports.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.protocol.Question;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one task asked: its documents in their order, without the start that all prompts share, such
 * as the few-shot examples.
 */
final class AskedDocuments {
  private final String task;
  private final CommonStart start;
  private final Texts texts;
  private final Chunks chunks;
  private final List<Integer> ids = new ArrayList<>();

  AskedDocuments(String task, CommonStart start, Texts texts, DataBlocks blocks) {
    this.task = task;
    this.start = start;
    this.texts = texts;
    this.chunks = new Chunks(blocks);
  }

  void add(Question question) {
    ids.add(question.document().number());
    chunks.add(
        json -> {
          json.writeStartObject();
          json.writeStringField("context", texts.fit(question.context().substring(start.length())));
          question
              .request()
              .<JsonText.Content>match(
                  l -> out -> writeTexts(out, "continuations", l.continuations()),
                  g -> out -> writeTexts(out, "until", g.until()))
              .write(json);
          json.writeStringField("target", texts.fit(question.target()));
          json.writeEndObject();
        });
  }

  private void writeTexts(JsonGenerator json, String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(texts.fit(value));
    }
    json.writeEndArray();
  }

  /** {@code {task, start, ids, chunks}}. */
  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("task", task);
    json.writeStringField("start", texts.fit(start.text()));
    json.writeArrayFieldStart("ids");
    for (int id : ids) {
      json.writeNumber(id);
    }
    json.writeEndArray();
    json.writeFieldName("chunks");
    chunks.writeIndex(json);
    json.writeEndObject();
  }
}
