package dev.plumbline.tasks.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that a task's functions do reaches the machine, and each comes to a clear error. */
@Tag("integration")
class HostileTaskCodeTest {
  private static final TaskLimits SHORT =
      new TaskLimits(Duration.ofSeconds(3), 256L << 20, 2L << 30, 8L << 20, 16);

  /** A task's file, and what the error says. */
  private record Case(String name, String error, String text) {}

  private static List<Case> corpus() throws IOException {
    try (InputStream in = HostileTaskCodeTest.class.getResourceAsStream("hostile-functions.txt")) {
      List<Case> cases = new ArrayList<>();
      for (String entry : List.of(new String(in.readAllBytes(), UTF_8).split("(?m)^### ", -1))) {
        if (!entry.isEmpty()) {
          int end = entry.indexOf('\n');
          int arrow = entry.indexOf(" => ");
          cases.add(
              new Case(
                  entry.substring(0, arrow),
                  entry.substring(arrow + 4, end),
                  entry.substring(end + 1)));
        }
      }
      return cases;
    }
  }

  /** What came of two documents: an error in a line, or what was given. */
  private static String outcome(TaskPython python, PythonFunction function) {
    try {
      List<List<Given>> given =
          python.each(List.of(function), Map.of(), List.of(List.of(1L), List.of(2L)));
      return given.get(0).get(0).error().orElse("gave " + given.get(0).get(0).content());
    } catch (PlumblineException e) {
      return e.getMessage();
    }
  }

  @Test
  void noneReachesTheMachineAndEachIsAClearError(@TempDir Path outside, @TempDir Path folder)
      throws Exception {
    SandboxNeeded.sandbox();
    Path canary = Files.writeString(outside.resolve("canary"), "alive");
    TaskFolder task = new TaskFolder(folder);
    SoftAssertions softly = new SoftAssertions();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (Case each : corpus()) {
        String text =
            each.text()
                .replace("CANARY", "'" + canary + "'")
                .replace("HOME", "'" + System.getProperty("user.home") + "'")
                .replace("PORT", "" + server.getLocalPort());
        task.write("utils.py", text);
        try (TaskPython python = TaskPython.start(Optional.empty(), folder, SHORT)) {
          String said = outcome(python, new PythonFunction(folder, "utils.f"));
          System.out.println("hostile: " + each.name() + ": " + said);
          softly.assertThat(said).as(each.name()).contains(each.error()).hasLineCount(1);
          softly.assertThat(said).as(each.name()).doesNotContain("alive");
        }
        softly.assertThat(folder.resolve("utils.py")).hasContent(text);
      }
      server.setSoTimeout(50);
      softly.assertThatThrownBy(server::accept).isInstanceOf(java.net.SocketTimeoutException.class);
    }
    softly.assertThat(canary).hasContent("alive");
    softly.assertThat(folder.resolve("new")).doesNotExist();
    softly.assertThat(Path.of("/pwned")).doesNotExist();
    softly.assertAll();
    // The kernel buries what was killed a moment later.
    for (int i = 0; i < 50 && ProcessHandle.current().descendants().findAny().isPresent(); i++) {
      Thread.sleep(100);
    }
    try (Stream<ProcessHandle> left = ProcessHandle.current().descendants()) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void whatIsPrintedGoesNowhereAndStandardInputIsEmpty(@TempDir Path folder) {
    SandboxNeeded.sandbox();
    new TaskFolder(folder)
        .write(
            "utils.py",
            """
            import subprocess, sys
            print("at import")
            def f(doc):
                print("+ [1]")
                sys.stderr.write("+ [1]\\n")
                subprocess.run(["/bin/sh", "-c", "echo + [1]; echo x >&2"])
                return [sys.stdin.read(), doc]
            """);
    try (TaskPython python = TaskPython.start(Optional.empty(), folder)) {
      List<List<Given>> given =
          python.each(
              List.of(new PythonFunction(folder, "utils.f")),
              Map.of(),
              List.of(List.of(1L), List.of(2L)));
      assertThat(given)
          .containsExactly(
              List.of(Given.value(List.of("", 1L))), List.of(Given.value(List.of("", 2L))));
    }
  }

  @Test
  void whatEndsTheProcessCostsNoOtherDocument(@TempDir Path folder) {
    SandboxNeeded.sandbox();
    new TaskFolder(folder)
        .write(
            "utils.py",
            """
            import os
            def f(doc):
                return doc if doc % 3 else os._exit(4)
            def filtered(resps, docs):
                return [[texts[0] + "!"] if doc % 3 else os._exit(4) for texts, doc in zip(resps, docs)]
            """);
    try (TaskPython python = TaskPython.start(Optional.empty(), folder)) {
      List<List<Long>> rows = List.of(List.of(1L), List.of(2L), List.of(3L), List.of(4L));
      PythonFunction function = new PythonFunction(folder, "utils.f");
      assertThat(
              python.each(List.of(function), Map.of(), rows).stream().map(row -> said(row.get(0))))
          .containsExactly("1", "2", "utils.f: it ended its process with exit code 4", "4");
      PythonFunction filter = new PythonFunction(folder, "utils.filtered");
      List<List<Object>> texts =
          rows.stream().map(row -> List.<Object>of(List.of("" + row.get(0)), row.get(0))).toList();
      assertThat(
              python.filtered(filter, false, Map.of(), texts).stream()
                  .map(HostileTaskCodeTest::said))
          .containsExactly(
              "[1!]", "[2!]", "utils.filtered: it ended its process with exit code 4", "[4!]");
    }
  }

  private static String said(Given given) {
    return given.error().orElseGet(() -> String.valueOf(given.content()));
  }

  @Test
  void aHomeFolderIsTooMuchToShow() {
    SandboxNeeded.sandbox();
    Path home = Path.of(System.getProperty("user.home"));
    assertThatThrownBy(() -> TaskPython.start(Optional.empty(), home))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("move the task's files into a folder of their own");
  }
}
