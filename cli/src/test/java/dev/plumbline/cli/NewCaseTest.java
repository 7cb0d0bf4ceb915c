package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A new case of a sealed word is a compile error wherever the word is read, and nowhere else. */
class NewCaseTest {
  private static final Pattern MATCH = Pattern.compile("(<R> R match\\([^)]*)\\)");
  private static final Path PROTOCOL = Path.of("../protocol/src/main/java/dev/plumbline/protocol");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"SweepPoint", "Outcome", "Request"})
  void compilerNamesEveryPlaceThatReadsTheWord(String word) throws IOException {
    Path source = PROTOCOL.resolve(word + ".java");
    Path changed = Files.createDirectories(folder.resolve("changed")).resolve(word + ".java");
    String text = Files.readString(source);
    Files.writeString(
        changed, MATCH.matcher(text).replaceAll("$1, java.util.function.Function<Object, R> toy)"));

    List<Path> sources = new ArrayList<>(List.of(changed));
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      files
          .filter(file -> file.toString().matches(".*/src/main/java/.*\\.java"))
          .filter(file -> !file.toString().contains("/benchmarks/"))
          .filter(file -> !file.endsWith("package-info.java") && !sameFile(file, source))
          .forEach(sources::add);
    }
    Set<String> refused = refused(sources);

    // Whoever reads the word, by its one way of being read.
    Set<String> readers = new TreeSet<>();
    for (Path file : sources) {
      if (Files.readString(file).contains("match(")) {
        readers.add(file.getFileName().toString());
      }
    }
    assertThat(refused).isNotEmpty().isSubsetOf(readers);
  }

  private static boolean sameFile(Path file, Path other) {
    return file.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  /** The files in which the compiler finds errors. */
  private Set<String> refused(List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
      compiler
          .getTask(
              null,
              files,
              found,
              List.of(
                  "-proc:none",
                  "-Xmaxerrs",
                  "10000",
                  "--release",
                  "17",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "-d",
                  Files.createDirectories(folder.resolve("out")).toString()),
              null,
              files.getJavaFileObjectsFromPaths(sources))
          .call();
    }
    Set<String> refused = new TreeSet<>();
    for (Diagnostic<? extends JavaFileObject> diagnostic : found.getDiagnostics()) {
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR && diagnostic.getSource() != null) {
        refused.add(Path.of(diagnostic.getSource().toUri()).getFileName().toString());
      }
    }
    return refused;
  }
}
