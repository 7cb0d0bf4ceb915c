package dev.plumbline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sweeps on Spark give the run folder of a plain sweep, whatever happens to the processes. {@code
 * -Dplumbline.spark.kills=50} for 50 executors and 20 drivers that are killed, more than the build
 * has time for.
 */
class SparkSweepIT {
  private static final int KILLS = Integer.getInteger("plumbline.spark.kills", 1);
  private static final int DRIVERS_KILLED = Math.max(1, KILLS * 2 / 5);

  /** Choices, texts, and programs that are run. */
  private static final List<String> SWEEP =
      List.of(
          "--tasks",
          "embedded_facts,embedded_chains,embedded_lists",
          "--limit",
          "60",
          "--iterations",
          "1,4,16",
          "--allow-code");

  /**
   * What tells of time, of the command, and of the threads that other work left to a plain sweep.
   */
  private static final String TIMES =
      "\"(command|started|finished)\" : \"[^\"]*\"|\\s*\"threads\" : [0-9]+,";

  private static final List<String> SMALL =
      List.of("spark.executor.memory=1g", "spark.driver.host=127.0.0.1", "spark.executor.cores=1");

  @TempDir private Path folder;
  private SparkHome spark;
  private Standalone cluster;
  private Path calm;
  private Path err;

  @BeforeEach
  void sweepWithoutSpark() throws Exception {
    spark = SparkHome.find();
    calm = folder.resolve("calm");
    err = folder.resolve("err");
    end(SparkHome.plain(with(calm), err), 0);
  }

  @AfterEach
  void stopTheCluster() throws Exception {
    if (cluster != null) {
      cluster.stop();
    }
  }

  private static List<String> with(Path run, String... more) {
    List<String> arguments = new ArrayList<>(SWEEP);
    arguments.addAll(List.of("--out", run.toString()));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private void end(Process process, int code) throws Exception {
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(code);
  }

  private void twoWorkers() throws Exception {
    cluster = Standalone.start(spark, folder);
    cluster.addWorker("one");
    cluster.addWorker("two");
  }

  private Process onCluster(Path run, String... more) throws IOException {
    return spark.sweep(cluster.master(), SMALL, with(run, more), err);
  }

  private void assertSame(Path run) throws IOException {
    assertThat(names(run)).isEqualTo(names(calm));
    for (String name : names(calm)) {
      if (name.equals("manifest.json")) {
        assertThat(Files.readString(run.resolve(name)).replaceAll(TIMES, ""))
            .isEqualTo(Files.readString(calm.resolve(name)).replaceAll(TIMES, ""));
      } else if (!name.equals("timing.csv")) {
        assertThat(run.resolve(name)).hasSameBinaryContentAs(calm.resolve(name));
      }
    }
  }

  private static Set<String> names(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private Set<String> executors(Path run) throws IOException {
    return Files.readAllLines(run.resolve("timing.csv")).stream()
        .skip(1)
        .map(line -> line.replaceAll(".*,(executor [a-z0-9]+) on .*", "$1"))
        .collect(Collectors.toSet());
  }

  private static long journal(Path run) throws IOException {
    Path journal = run.resolve("journal/samples.jsonl");
    return Files.exists(journal) ? Files.size(journal) : 0;
  }

  private static void awaitAnswers(Path run, Process process) throws Exception {
    while (process.isAlive() && journal(run) == 0) {
      Thread.sleep(10);
    }
  }

  @Test
  void threadsOfOneMachineGiveTheSameBytes() throws Exception {
    Path run = folder.resolve("run");
    end(spark.sweep("local[2]", List.of(), with(run), err), 0);

    assertSame(run);
    assertThat(executors(run)).containsExactly("executor driver");
    assertThat(err).content().contains("slices").doesNotContain("Exception");
  }

  @Test
  void workersGiveTheSameBytesThoughSomeAreKilled() throws Exception {
    twoWorkers();
    Path undisturbed = folder.resolve("undisturbed");
    end(onCluster(undisturbed), 0);
    assertSame(undisturbed);
    assertThat(executors(undisturbed)).containsExactlyInAnyOrder("executor 0", "executor 1");

    Random random = new Random(KILLS);
    for (int kill = 0; kill < KILLS; kill++) {
      Path run = folder.resolve("executor-" + kill);
      Process process = onCluster(run);
      while (process.isAlive() && cluster.executors().isEmpty()) {
        Thread.sleep(10);
      }
      process.waitFor(random.nextLong(6000), TimeUnit.MILLISECONDS);
      cluster.executors().stream().findAny().ifPresent(ProcessHandle::destroyForcibly);
      end(process, 0);
      assertSame(run);
    }
  }

  @Test
  void driverThatIsKilledGoesOn() throws Exception {
    twoWorkers();
    Random random = new Random(DRIVERS_KILLED);
    for (int kill = 0; kill < DRIVERS_KILLED; kill++) {
      Path run = folder.resolve("driver-" + kill);
      Process process = onCluster(run);
      awaitAnswers(run, process);
      process.waitFor(random.nextLong(2000), TimeUnit.MILLISECONDS);
      process.destroyForcibly();
      process.waitFor();
      if (!Files.exists(run.resolve("manifest.json"))) {
        end(onCluster(run), 0);
      }
      assertSame(run);
    }
  }

  @Test
  void slicesThatSparkStartsTwiceAreKeptOnce() throws Exception {
    twoWorkers();
    List<String> impatient = new ArrayList<>(SMALL);
    impatient.addAll(
        List.of(
            "spark.speculation=true",
            "spark.speculation.interval=10ms",
            "spark.speculation.quantile=0.05",
            "spark.speculation.multiplier=1.01",
            "spark.speculation.minTaskRuntime=1ms"));
    Path run = folder.resolve("run");
    end(spark.sweep(cluster.master(), impatient, with(run), err), 0);
    assertSame(run);
  }

  @Test
  void interruptedItKeepsWhatIsThereAndAPlainSweepGoesOn() throws Exception {
    twoWorkers();
    Path run = folder.resolve("run");
    Process process = onCluster(run);
    awaitAnswers(run, process);
    process.destroy();
    end(process, 143);
    assertThat(err)
        .content()
        .containsPattern("stopped with [0-9]+ answers kept; to go on: plumbline sweep --spark ")
        .doesNotContain("Exception");

    end(SparkHome.plain(with(run), err), 0);
    assertThat(err).content().contains("going on with an unfinished run");
    assertSame(run);
  }

  @Test
  void machineWithAnotherModelAnswersNothing() throws Exception {
    Path model = SparkHome.file("models/embedded");
    Path other = Files.createDirectories(folder.resolve("other"));
    try (Stream<Path> files = Files.list(model)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, other.resolve(file.getFileName()));
      }
    }
    Files.writeString(
        other.resolve("plumbline.json"), Files.readString(model.resolve("plumbline.json")) + "\n");
    cluster = Standalone.start(spark, folder);
    cluster.addWorker(
        "wrong", "bwrap", "--dev-bind", "/", "/", "--bind", other.toString(), model.toString());
    Path failed = folder.resolve("failed");
    end(onCluster(failed), 2);
    assertThat(err)
        .content()
        .containsPattern(
            "plumbline: .*model is [0-9a-f]{64} here, but [0-9a-f]{64} where the sweep was started")
        .doesNotContain("\tat ");

    cluster.addWorker("right");
    Path run = folder.resolve("run");
    end(onCluster(run), 0);
    assertSame(run);
    assertThat(executors(run)).hasSize(1);
  }

  @Test
  void modelAndTasksAreCopiedOrPutWhereAllCanReadThem() throws Exception {
    twoWorkers();
    Path copied = folder.resolve("copied");
    end(onCluster(copied, "--spark-files", "copy"), 0);
    assertThat(err).content().contains("MiB of model and tasks are copied to each executor");
    assertSame(copied);

    String store = folder.resolve("store").toUri().toString();
    for (String said : List.of("were put into", "are in")) {
      Path stored = folder.resolve("stored " + said);
      end(onCluster(stored, "--spark-files", store), 0);
      assertThat(err).content().contains(said);
      assertSame(stored);
    }
  }

  @Test
  void clusterThatIsNotThereIsNamedInOneLine() throws Exception {
    end(spark.sweep("spark://127.0.0.1:1", SMALL, with(folder.resolve("run")), err), 2);
    assertThat(err).content().contains("plumbline: --spark spark://127.0.0.1:1: ");
  }
}
