package dev.plumbline.tasks.code;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.plumbline.protocol.PlumblineException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A long-lived interpreter in its sandbox that answers requests, a line for each row. What it says
 * counts only with the request's own secret before it, so that nothing that task code prints is
 * taken for an answer.
 */
final class WorkerProcess implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String READY = "ready";
  private static final String END = "";
  private static final int LONGEST_LINE = 256 << 20;

  private final Process process;
  private final OutputStream in;
  private final Duration wall;
  // Few, as they may be long; the process waits where they are not taken.
  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(64);
  private boolean ended;

  private WorkerProcess(Process process, Duration wall) {
    this.process = process;
    this.in = new BufferedOutputStream(process.getOutputStream(), 1 << 16);
    this.wall = wall;
  }

  /**
   * Starts it.
   *
   * @param program what the interpreter runs
   * @param settings its first line
   * @param wall time between two answers
   */
  static WorkerProcess start(Sandbox sandbox, String program, String settings, Duration wall) {
    List<String> command = new ArrayList<>(sandbox.command());
    command.addAll(List.of("-E", "-B", "-X", "utf8", "-c", program));
    try {
      WorkerProcess worker =
          new WorkerProcess(new ProcessBuilder(command).redirectErrorStream(true).start(), wall);
      daemon(worker::read);
      String first = worker.next("the sandbox");
      if (!first.equals(READY)) {
        worker.close();
        throw new PlumblineException("the sandbox did not start: " + first);
      }
      worker.write(settings, Stream.empty());
      return worker;
    } catch (IOException e) {
      throw new PlumblineException("the sandbox cannot be started: " + e.getMessage(), e);
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "task-code-io");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Asks.
   *
   * @param who is asked, for errors
   * @param request made with its secret
   * @param answers what each answer is given to
   * @return what the end says
   */
  String ask(
      String who, UnaryOperator<String> request, Stream<String> rows, Consumer<String> answers) {
    byte[] random = new byte[16];
    RANDOM.nextBytes(random);
    String secret = HexFormat.of().formatHex(random);
    String first = request.apply(secret);
    daemon(() -> write(first, rows));
    while (true) {
      String line = next(who);
      if (!line.startsWith(secret + " ") || line.length() < secret.length() + 3) {
        throw ended(
            who
                + ": something was written into the channel of task code's answers; print to"
                + " standard output instead, which goes nowhere");
      }
      String content = line.substring(secret.length() + 3);
      switch (line.charAt(secret.length() + 1)) {
        case '+' -> answers.accept(content);
        case '.' -> {
          return content;
        }
        default -> throw new PlumblineException(unquoted(content));
      }
    }
  }

  private static String unquoted(String json) {
    return String.valueOf(PythonJson.read(json));
  }

  /** The next line; {@code who} is what it is waited for. */
  private String next(String who) {
    try {
      String line = lines.poll(wall.toMillis(), TimeUnit.MILLISECONDS);
      if (line == null) {
        throw ended(who + ": no answer within " + wall.toSeconds() + " s");
      }
      if (line.equals(END)) {
        boolean ended = process.waitFor(2, TimeUnit.SECONDS);
        throw ended(who + ": " + (ended ? ending(process.exitValue()) : "it closed its channel"));
      }
      return line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ended("interrupted while task code ran");
    }
  }

  private static String ending(int exit) {
    return exit > 128
        ? "its process was killed by signal " + (exit - 128)
        : "it ended its process with exit code " + exit;
  }

  /** Ends it, if it has not ended, for a reason. */
  PlumblineException ended(String reason) {
    ended = true;
    close();
    return new PlumblineException(reason);
  }

  /** Whether it answers no more. */
  boolean hasEnded() {
    return ended;
  }

  private void read() {
    try (InputStream out = new BufferedInputStream(process.getInputStream(), 1 << 16)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = out.read(); next >= 0 && line.size() < LONGEST_LINE; next = out.read()) {
        if (next == '\n') {
          lines.put(line.toString(US_ASCII));
          line.reset();
        } else {
          line.write(next);
        }
      }
      // An unfinished last line is no answer.
      lines.put(END);
    } catch (IOException | InterruptedException e) {
      lines.offer(END);
    }
  }

  private void write(String first, Stream<String> rows) {
    try {
      synchronized (in) {
        line(first);
        for (Iterator<String> each = rows.iterator(); each.hasNext(); ) {
          line(each.next());
        }
        in.flush();
      }
    } catch (IOException e) {
      // It has ended; that no answer comes says so.
    }
  }

  private void line(String text) throws IOException {
    in.write(text.getBytes(US_ASCII));
    in.write('\n');
  }

  /** The end of the first process in the sandbox is the end of all. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
