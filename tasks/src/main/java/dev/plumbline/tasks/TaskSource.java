package dev.plumbline.tasks;

import dev.plumbline.protocol.text.ResourceFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the text of a task file comes from. */
sealed interface TaskSource {
  /** As shown to the user. */
  String name();

  /** The whole text. */
  String text() throws IOException;

  /** The file that this one includes under a relative name. */
  TaskSource include(String relative) throws IOException;

  /** Where relative data files lie. */
  Optional<Path> folder();

  /** The folder that includes, and what task code sees, may not leave. */
  Optional<Path> root();

  /**
   * A user's file.
   *
   * @param boundary includes may not leave this folder
   */
  record UserFile(Path file, Path boundary) implements TaskSource {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    @Override
    public String name() {
      return file.toString();
    }

    @Override
    public String text() throws IOException {
      String text = Files.readString(file);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    @Override
    public TaskSource include(String relative) throws IOException {
      Path included;
      try {
        included = folder().orElseThrow().resolve(relative);
      } catch (InvalidPathException e) {
        throw new IOException(relative + " is no file name", e);
      }
      if (!included.toRealPath().startsWith(boundary.toRealPath())) {
        throw new IOException(relative + " leaves the folder " + boundary);
      }
      return new UserFile(included.normalize(), boundary);
    }

    @Override
    public Optional<Path> folder() {
      return Optional.of(file.toAbsolutePath().getParent());
    }

    @Override
    public Optional<Path> root() {
      return Optional.of(boundary.toAbsolutePath());
    }
  }

  /** A definition that comes with Plumbline. */
  record BuiltIn(String resource) implements TaskSource {
    /** A file that lies beside the definitions. */
    private static final String BESIDE = "NOTICE";

    private static final String PREFIX = "built in: ";

    /** All of them: the YAML files of their folder, which may lie in a jar. */
    static List<TaskSource> all() {
      List<TaskSource> all = new ArrayList<>();
      for (String name : ResourceFolder.names(TaskSource.class.getResource("builtin/" + BESIDE))) {
        if (name.endsWith(".yaml")) {
          all.add(new BuiltIn(name));
        }
      }
      return all;
    }

    @Override
    public String name() {
      return PREFIX + resource;
    }

    /** Whether a source's name says that it is built in. */
    static boolean isName(String name) {
      return name.startsWith(PREFIX);
    }

    @Override
    public String text() throws IOException {
      try (InputStream in = TaskSource.class.getResourceAsStream("builtin/" + resource)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }

    @Override
    public TaskSource include(String relative) {
      return new BuiltIn(relative);
    }

    @Override
    public Optional<Path> folder() {
      return Optional.empty();
    }

    @Override
    public Optional<Path> root() {
      return Optional.empty();
    }
  }
}
