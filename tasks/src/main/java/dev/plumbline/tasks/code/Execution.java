package dev.plumbline.tasks.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One program in one fresh interpreter. */
final class Execution {
  private static final String GUEST = guest();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String READY = "ready\n";
  private static final int MOST_OUTPUT_BYTES = 1 << 16;
  private static final int REFUSED = 77;
  private static final int KILLED_FOR_CPU = 128 + 24;

  private final Sandbox sandbox;
  private final Limits limits;

  Execution(Sandbox sandbox, Limits limits) {
    this.sandbox = sandbox;
    this.limits = limits;
  }

  /**
   * Runs it to its end.
   *
   * @throws PlumblineException if the interpreter did not start, which says nothing about the
   *     program
   */
  Verdict run(Program program) {
    byte[] random = new byte[32];
    RANDOM.nextBytes(random);
    String secret = HexFormat.of().formatHex(random);
    List<String> command = new ArrayList<>(sandbox.command());
    command.addAll(List.of("-s", "-B", "-X", "utf8", "-c", GUEST));
    Process process = null;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
      Process started = process;
      // Read beside the wait: a program may fill the pipe, or keep it open and never end.
      CompletableFuture<byte[]> output =
          CompletableFuture.supplyAsync(() -> read(started), task -> daemon(task).start());
      CompletableFuture<Void> input =
          CompletableFuture.runAsync(
              () -> write(started, program, secret), task -> daemon(task).start());
      boolean ended = process.waitFor(limits.wall().toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        kill(process);
      }
      byte[] said = output.join();
      input.join();
      return verdict(new String(said, UTF_8), secret, ended, process.waitFor());
    } catch (IOException e) {
      throw new PlumblineException("the sandbox cannot be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlumblineException("interrupted while a program ran", e);
    } finally {
      if (process != null && process.isAlive()) {
        process.destroyForcibly();
      }
    }
  }

  /**
   * Ends it with what it started; with bubblewrap, the end of the first process in its namespace is
   * the end of all. By handle, because {@link Process#destroyForcibly} also closes the streams that
   * are being read.
   */
  private static void kill(Process process) throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    // Bubblewrap then buries its children and ends by itself.
    if (!process.waitFor(1, TimeUnit.SECONDS)) {
      process.toHandle().destroyForcibly();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "sandbox-io");
    thread.setDaemon(true);
    return thread;
  }

  /** One byte more than allowed at most: the rest is nobody's to read. */
  private static byte[] read(Process process) {
    try (InputStream in = process.getInputStream()) {
      return in.readNBytes(MOST_OUTPUT_BYTES + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Process process, Program program, String secret) {
    byte[] solution = utf8(program.solution());
    byte[] setup = utf8(program.setup());
    byte[] tests = utf8(program.tests());
    String header =
        "%d %d %d %d %d %d %d%n"
            .formatted(
                limits.cpu().toSeconds(),
                limits.memoryBytes(),
                limits.fileBytes(),
                limits.processes(),
                solution.length,
                setup.length,
                tests.length);
    try (OutputStream out = process.getOutputStream()) {
      out.write(utf8(header));
      out.write(solution);
      out.write(setup);
      out.write(tests);
      out.flush();
      // By itself, so that the guest's one read gets all of it.
      out.write(utf8(secret));
    } catch (IOException e) {
      // It ended before it had read everything; its output says why.
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  private static Verdict verdict(String said, String secret, boolean ended, int exit) {
    if (!said.startsWith(READY)) {
      if (!ended) {
        return new Verdict.TimedOut();
      }
      throw new PlumblineException(
          "the sandbox did not start: "
              + said.lines().findFirst().orElse("exit code " + exit + " and no word"));
    }
    String report = said.substring(READY.length());
    if (!ended || exit == KILLED_FOR_CPU) {
      return new Verdict.TimedOut();
    }
    if (exit == 0 && report.equals(secret)) {
      return new Verdict.Passed();
    }
    String line = report.lines().findFirst().orElse("");
    if (exit == REFUSED && line.startsWith("refused: ")) {
      return new Verdict.Refused(line.substring("refused: ".length()));
    }
    if (line.startsWith("memory: ")) {
      return new Verdict.OutOfMemory();
    }
    return new Verdict.Failed(
        line.startsWith("failed: ")
            ? line.substring("failed: ".length())
            : exit > 128 ? "killed by signal " + (exit - 128) : "ended before its last test");
  }

  private static String guest() {
    try (InputStream in = Execution.class.getResourceAsStream("guest.py")) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
