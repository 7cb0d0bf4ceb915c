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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A further case of a word that all modules share is a further parameter of the word's {@code
 * match}. These tests compile the product with such a parameter, and pin the files that the
 * compiler refuses: all that a new kind of request, answer or point has to be thought of in, and
 * nothing else. That nobody reads a word in another way is for {@link ModulesTest}.
 *
 * <p>Whoever reads a word in a further file adds the file here.
 */
class NewCaseTest {
  private static final Pattern MATCH = Pattern.compile("(<R> R match\\([^)]*)\\)");
  private static final Pattern READS = Pattern.compile("\\bmatch\\b");
  private static final Path PROTOCOL = Path.of("../protocol/src/main/java/dev/plumbline/protocol");

  @TempDir private Path folder;

  @Test
  void sourcesCompileAsTheyAre() throws IOException {
    assertThat(refused(sources())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "SweepPoint, AnsweredTask BaselineFile Compute Curve CurveData Decisions"
        + " DepthResults EnvelopeData ExitState ExitStatistics Model ProtocolModule Provenance"
        + " ResultsModule Rule RunWriter Speculation Sweep",
    "Request, Aggregate AskedDocuments Baseline Choices DepthResults FunctionJudge"
        + " LmEvalSamples OpenSlices PromptTokens QuestionLine RecurrentModel Repeats"
        + " SamplesFile SweepCommand TaskResults",
    "Answer, AnswerJudge FunctionJudge PreparedTask Repeats RequestParts",
    "Part, Parts ProtocolModule Sample",
    "Outcome, AnsweredTask DepthResults Features FlippedDocuments FunctionJudge Manifest"
        + " MarkdownReport Run SampleLine SampleRow",
    "Response, AnsweredTask CodeSamples Decisions DepthResults Features Flip FlippedDocuments"
        + " FunctionJudge Instances Judged LmEvalSamples PathAnswers Sample SampleLine SampleRow"
  })
  void compilerNamesEveryFileThatReadsTheWord(String word, String readers) throws IOException {
    Path source = PROTOCOL.resolve(word + ".java");
    List<Path> sources = sources();
    assertThat(sources.remove(source)).isTrue();
    sources.add(
        Files.writeString(
            folder.resolve(word + ".java"), withFurtherCase(Files.readString(source))));

    Set<String> refused = refused(sources);

    assertThat(refused.remove(word)).isTrue();
    assertThat(refused).containsExactlyInAnyOrder(readers.split(" "));
  }

  /**
   * The other parameters lose their types, so that the word itself no longer compiles: javac 17
   * breaks off at the first lambda that is given to too few functions (JDK-8297974), and would not
   * name the other files.
   */
  private static String withFurtherCase(String source) {
    String untyped = source.replaceAll("Function<\\w+, R>", "Object");
    return MATCH.matcher(untyped).replaceAll("$1, Object furtherCase)");
  }

  /** All files that may read a word; what else they need is there compiled. */
  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      for (Path file :
          files
              .filter(f -> f.toString().matches(".*/src/main/java/.*\\.java"))
              // Built by a profile of its own, with jars that are not here; it reads no word.
              .filter(f -> !f.startsWith(Path.of("../spark")))
              // Where the build's checks clone all of it.
              .filter(f -> !f.startsWith(Path.of("../target")))
              .toList()) {
        if (READS.matcher(Files.readString(file)).find()) {
          sources.add(file);
        }
      }
    }
    return sources;
  }

  /** The classes, by their files' names, in which the compiler finds errors. */
  private Set<String> refused(List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:none",
            "-Xmaxerrs",
            "10000",
            "--release",
            "17",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            Files.createDirectories(folder.resolve("out")).toString());
    try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
      compiler
          .getTask(null, files, found, options, null, files.getJavaFileObjectsFromPaths(sources))
          .call();
    }
    Set<String> refused = new TreeSet<>();
    for (Diagnostic<? extends JavaFileObject> diagnostic : found.getDiagnostics()) {
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
        refused.add(
            Path.of(diagnostic.getSource().toUri()).getFileName().toString().replace(".java", ""));
      }
    }
    return refused;
  }
}
