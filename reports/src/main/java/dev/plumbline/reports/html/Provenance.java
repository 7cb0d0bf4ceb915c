package dev.plumbline.reports.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.protocol.SweepPoint.Adaptive;
import dev.plumbline.protocol.SweepPoint.Contrasted;
import dev.plumbline.protocol.SweepPoint.Expected;
import dev.plumbline.protocol.SweepPoint.Fixed;
import dev.plumbline.reports.RunNames;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Manifest.Outcomes;
import dev.plumbline.results.Run;
import java.io.IOException;
import java.util.Map;

/** What was run, with what: a run's manifest for the page. What nobody knows is left out. */
final class Provenance {

  static void write(JsonGenerator json, String name, Run run) throws IOException {
    Manifest manifest = run.manifest();
    Manifest.Versions versions = manifest.versions();
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("folder", RunNames.folder(run));
    json.writeStringField("command", manifest.command());
    json.writeStringField("started", manifest.started().toString());
    json.writeStringField("finished", manifest.finished().toString());
    if (manifest.seed().isPresent()) {
      json.writeNumberField("seed", manifest.seed().getAsLong());
    }
    json.writeStringField("model", manifest.bundle().name());
    if (manifest.bundle().sha256().isPresent()) {
      json.writeStringField("sha256", manifest.bundle().sha256().get());
    }
    json.writeObjectField(
        "iterations",
        manifest.points().stream()
            .map(
                p ->
                    p.<Object>match(
                        Fixed::iterations, Expected::label, Adaptive::label, Contrasted::label))
            .toList());
    json.writeObjectFieldStart("versions");
    json.writeStringField("Plumbline", versions.plumbline());
    if (versions.onnxRuntime().isPresent()) {
      json.writeStringField("ONNX Runtime", versions.onnxRuntime().get());
    }
    json.writeStringField("JDK", versions.jdk());
    json.writeStringField("Operating system", versions.os());
    json.writeStringField("Processor", versions.cpu());
    json.writeEndObject();
    json.writeObjectField("configuration", manifest.configuration().values());
    json.writeArrayFieldStart("tasks");
    for (Manifest.Task task : manifest.tasks()) {
      writeTask(json, task, manifest.samples().get(task.name()));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeTask(JsonGenerator json, Manifest.Task task, Outcomes samples)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", task.name());
    json.writeStringField("version", task.version());
    json.writeNumberField("documents", task.documents());
    if (task.truncatedPrompts().isPresent()) {
      json.writeNumberField("truncatedPrompts", task.truncatedPrompts().getAsInt());
    }
    json.writeObjectFieldStart("data");
    for (Map.Entry<String, String> file : task.data().entrySet()) {
      json.writeStringField(file.getKey(), file.getValue());
    }
    json.writeEndObject();
    if (samples != null) {
      json.writeNumberField("scored", samples.scored());
      json.writeNumberField("unparsed", samples.unparsed());
      json.writeNumberField("failed", samples.failed());
    }
    json.writeEndObject();
  }

  private Provenance() {}
}
