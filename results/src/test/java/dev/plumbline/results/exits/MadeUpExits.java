package dev.plumbline.results.exits;

import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.ExitedToken;
import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.Recorded;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.FunctionScores;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import dev.plumbline.results.TaskPoint;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A run of one task {@code t} that is put together sample by sample. */
final class MadeUpExits {
  private final List<SweepPoint> points;
  private final Map<String, Object> settings = new LinkedHashMap<>();
  private final List<Sample> samples = new ArrayList<>();
  private final List<String> vocabulary = new ArrayList<>();

  MadeUpExits(String points) {
    this.points = Sweep.parse(points).points();
  }

  MadeUpExits with(String setting, Object value) {
    settings.put(setting, value);
    return this;
  }

  /** Continuations of one token each. */
  MadeUpExits choice(
      int document, String point, List<Float> loglikelihoods, int steps, double value) {
    List<List<ExitedToken>> exited =
        loglikelihoods.stream()
            .map(l -> List.of(new ExitedToken(id("x"), l, steps, (float) value)))
            .toList();
    return add(
        document,
        point,
        new Response.Choice(loglikelihoods, loglikelihoods.stream().map(l -> false).toList()),
        exited);
  }

  MadeUpExits text(
      int document, String point, String text, List<String> tokens, int[] steps, double... values) {
    List<ExitedToken> exited =
        IntStream.range(0, tokens.size())
            .mapToObj(i -> new ExitedToken(id(tokens.get(i)), -1, steps[i], (float) values[i]))
            .toList();
    return add(document, point, new Response.Generation(text, Map.of()), List.of(exited));
  }

  MadeUpExits text(int document, String point, String text) {
    return add(document, point, new Response.Generation(text, Map.of()), List.of());
  }

  private MadeUpExits add(
      int document, String point, Response response, List<List<ExitedToken>> exited) {
    samples.add(
        new Sample(
            new SampleId(new DocumentId("t", document), SweepPoint.parse(point)),
            new Scored(Map.of(Score.parse("acc"), 1.0), response, "0"),
            Recorded.exited(SweepPoint.parse(point).variant().isEmpty() ? List.of() : exited)));
    return this;
  }

  private int id(String text) {
    if (!vocabulary.contains(text)) {
      vocabulary.add(text);
    }
    return vocabulary.indexOf(text);
  }

  Run write(Path folder) {
    int documents = (int) samples.stream().map(Sample::document).distinct().count();
    Map<TaskPoint, Cost> costs = new LinkedHashMap<>();
    points.forEach(p -> costs.put(new TaskPoint("t", p), new Cost(p.iterations(), 1, 0)));
    try (RunWriter writer = RunWriter.create(folder, false)) {
      samples.forEach(writer::append);
      return writer.finish(
          new Manifest(
              "",
              Instant.EPOCH,
              Instant.EPOCH,
              0,
              points,
              new Manifest.Bundle("m", "ab".repeat(32)),
              List.of(new Manifest.Task("t", "1", Map.of(), documents, 0)),
              new Manifest.Versions("0", "1", "17", "os", "cpu"),
              new Configuration(settings)),
          List.of(),
          costs,
          Map.of(),
          vocabulary::get,
          FunctionScores.NONE);
    }
  }
}
