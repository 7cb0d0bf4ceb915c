package dev.plumbline.spark;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A distribution of Spark's, named by the variable {@code SPARK_HOME}. */
record SparkHome(Path path) {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static SparkHome find() {
    String home = System.getenv("SPARK_HOME");
    assumeTrue(
        home != null && !home.isBlank(), "SPARK_HOME names no Spark, so nothing is swept on it");
    return new SparkHome(Path.of(home));
  }

  /** A sweep on Spark in a process of its own. */
  Process sweep(String master, List<String> settings, List<String> arguments, Path err)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                path.resolve("bin/spark-submit").toString(),
                "--master",
                master,
                "--driver-java-options",
                "-Dplumbline.home=" + ROOT));
    for (String setting : settings) {
      command.addAll(List.of("--conf", setting));
    }
    command.addAll(List.of("target/plumbline-spark.jar", "sweep", "--spark", master));
    command.addAll(arguments);
    return started(command, err);
  }

  /** The same sweep without Spark. */
  static Process plain(List<String> arguments, Path err) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Dplumbline.home=" + ROOT,
                "-jar",
                "../cli/target/app/plumbline.jar",
                "sweep"));
    command.addAll(arguments);
    return started(command, err);
  }

  private static Process started(List<String> command, Path err) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectError(err.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder.start();
  }

  static Path file(String name) {
    Path file = ROOT.resolve(name);
    assumeTrue(Files.exists(file), file + " is not there");
    return file;
  }
}
