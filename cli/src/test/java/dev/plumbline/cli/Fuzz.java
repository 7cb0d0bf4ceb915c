package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.PlumblineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Every parser takes any bytes: what comes out is a result or one of our exceptions with one line,
 * within a time limit. {@code -Dplumbline.fuzz=10000} tries more inputs than a usual build.
 */
final class Fuzz {
  private static final int INPUTS = Integer.getInteger("plumbline.fuzz", 200);
  private static final int SECONDS_PER_INPUT = 20;

  interface Parser {
    void parse(Path file) throws Exception;
  }

  /** Mutates {@code file} in place, again and again. */
  static void holds(Path file, Parser parser) throws Exception {
    byte[] original = Files.readAllBytes(file);
    parser.parse(file);
    ExecutorService worker = daemon();
    long start = System.nanoTime();
    int accepted = 0;
    for (int seed = 0; seed < INPUTS; seed++) {
      Files.write(file, new Mutator(seed).mutate(original));
      try {
        worker.submit(() -> parsed(file, parser)).get(SECONDS_PER_INPUT, TimeUnit.SECONDS);
        accepted++;
      } catch (ExecutionException e) {
        assertOurs(seed, e.getCause());
      } catch (java.util.concurrent.TimeoutException e) {
        throw new AssertionError("seed " + seed + " takes too long", e);
      }
    }
    worker.shutdownNow();
    System.out.printf(
        "fuzz: %s: %d inputs, %d accepted, %.1f s%n",
        file.getFileName(), INPUTS, accepted, (System.nanoTime() - start) / 1e9);
    assertThat(accepted).isLessThan(INPUTS);
  }

  private static ExecutorService daemon() {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, "parser");
          thread.setDaemon(true);
          return thread;
        });
  }

  private static Void parsed(Path file, Parser parser) throws Exception {
    parser.parse(file);
    return null;
  }

  private static void assertOurs(int seed, Throwable thrown) {
    boolean ours = thrown instanceof PlumblineException;
    if (!ours) {
      throw new AssertionError("seed " + seed + " ends in " + thrown, thrown);
    }
    assertThat(thrown.getMessage()).as("seed %d", seed).isNotBlank().hasSizeLessThan(3_000);
    assertThat(thrown.getMessage().lines()).as("seed %d", seed).hasSize(1);
  }

  private Fuzz() {}
}
