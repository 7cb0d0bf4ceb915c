package dev.plumbline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.reports.ResultsModule;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The option for output that a script reads. */
final class JsonOutput {
  @Option(names = "--json", description = "The result as JSON, for scripts.")
  boolean json;

  /** Made when it is needed: its classes would slow down every command's start. */
  private static ObjectMapper mapper() {
    return new ObjectMapper()
        .registerModule(new Jdk8Module())
        .registerModule(new ResultsModule())
        .enable(SerializationFeature.INDENT_OUTPUT);
  }

  /** Writes a value to a file. */
  static void write(Object value, Path file) {
    try {
      mapper().writeValue(file.toFile(), value);
    } catch (IOException e) {
      throw new PlumblineException(
          "%s: cannot be written (%s)".formatted(file, PlumblineException.reason(e)));
    }
  }

  void print(CommandSpec spec, Object value) {
    try {
      spec.commandLine().getOut().println(mapper().writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
