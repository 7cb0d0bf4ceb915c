package dev.plumbline.cli;

import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sweeps in processes of their own, which are killed. {@code -Dplumbline.kills=100} for more kills
 * than the build has time for.
 */
@Tag("integration")
class KilledSweepTest {
  private static final int KILLS = Integer.getInteger("plumbline.kills", 5);
  private static final long MOST_MILLIS_TO_LIVE = 3000;

  @TempDir private Path folder;
  private Path err;

  private Process start(Path run, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dplumbline.home=" + Path.of("..").toAbsolutePath(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Plumbline.class.getName(),
                "sweep",
                "--tasks",
                "embedded_chains,embedded_facts",
                "--limit",
                "60",
                "--iterations",
                "1,4,16",
                "--batch-size",
                "4",
                "--out",
                run.toString()));
    command.addAll(List.of(more));
    err = Files.createTempFile(folder, "err", ".txt");
    return new ProcessBuilder(command)
        .redirectError(err.toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private int end(Process process) throws Exception {
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private Path undisturbed() throws Exception {
    Path run = folder.resolve("calm");
    assertThat(end(start(run))).as(Files.readString(err)).isZero();
    return run;
  }

  private static void assertSame(Path run, Path calm) {
    for (String file : List.of("samples.jsonl", "documents.jsonl", "curves.csv")) {
      assertThat(run.resolve(file)).hasSameBinaryContentAs(calm.resolve(file));
    }
  }

  /** A process whose journal holds an answer at least. */
  private Process answering(Path run) throws Exception {
    Process process = start(run);
    Path journal = run.resolve("journal/samples.jsonl");
    while (process.isAlive() && (!Files.exists(journal) || Files.size(journal) == 0)) {
      Thread.sleep(5);
    }
    assertThat(process.isAlive()).as(Files.readString(err)).isTrue();
    return process;
  }

  @Test
  void killedAtRandomMomentsItEndsWithTheBytesOfAnUndisturbedOne() throws Exception {
    Path calm = undisturbed();
    Random random = new Random(KILLS);
    int runs = 0;
    for (int kills = 0; kills < KILLS; ) {
      Path run = folder.resolve("run" + runs++);
      boolean finished = false;
      while (!finished) {
        Process process = start(run);
        boolean ended =
            process.waitFor(random.nextLong(MOST_MILLIS_TO_LIVE), TimeUnit.MILLISECONDS);
        if (!ended && kills < KILLS) {
          process.destroyForcibly();
          kills++;
          end(process);
          // Killed between its last file and its end, it has finished.
          finished = Files.exists(run.resolve("manifest.json"));
        } else {
          finished = true;
          assertThat(end(process)).as(Files.readString(err)).isZero();
        }
      }
      assertSame(run, calm);
    }
  }

  @Test
  void toldToEndItSaysHowToGoOnAndAnotherProcessCannotWriteMeanwhile() throws Exception {
    Path run = folder.resolve("run");
    Process first = answering(run);
    Path firstErr = err;
    first.destroy();
    // 128 and the signal's number, as a shell has it: SIGTERM here, 130 for Ctrl-C.
    assertThat(end(first)).isEqualTo(143);
    assertThat(firstErr)
        .content()
        .containsPattern("stopped with [0-9]+ answers kept; to go on: plumbline sweep .*--out ")
        .doesNotContain("Exception", "plumbline: ");

    try (FileChannel lock = FileChannel.open(run.resolve("journal/lock"), WRITE)) {
      assertThat(lock.tryLock()).isNotNull();
      assertThat(end(start(run))).isEqualTo(ExitCode.WRONG_INPUT);
      assertThat(err).content().contains(run + ": another process is writing this").hasLineCount(1);
    }

    assertThat(end(start(run, "--seed", "9"))).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err).content().contains("other settings: seed was 0 and is 9; ").hasLineCount(1);

    assertThat(end(start(run, "--threads", "1"))).isZero();
    assertThat(err).content().containsPattern("going on with an unfinished run: [0-9]+ of 360 ");
    assertSame(run, undisturbed());
  }
}
