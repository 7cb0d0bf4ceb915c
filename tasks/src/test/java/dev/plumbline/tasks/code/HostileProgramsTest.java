package dev.plumbline.tasks.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that a program does reaches the host, outlives its run or fakes its verdict. */
@Tag("integration")
class HostileProgramsTest {
  private static final Limits SHORT =
      new Limits(Duration.ofSeconds(2), Duration.ofSeconds(3), 512L << 20, 32L << 20, 8);

  /** {@code f} must add one; every builtin and module that a program may patch is in use. */
  private static final String TESTS =
      """
      import math
      def check(candidate):
          assert abs(candidate(1) - 2) < 1e-6
          assert math.fabs(candidate(3) - 4) < 1e-6
          assert math.isclose(candidate(10), 11)
          assert len([candidate(5)]) == 1 and candidate(5) == 6
      check(f)
      """;

  private static Map<String, String> corpus() throws IOException {
    Map<String, String> programs = new LinkedHashMap<>();
    try (InputStream in = HostileProgramsTest.class.getResourceAsStream("hostile.txt")) {
      String text = new String(in.readAllBytes(), UTF_8).replace("\\0NUL", "\0");
      for (String entry :
          List.of(text.split("(?m)^### ")).subList(1, text.split("(?m)^### ").length)) {
        int end = entry.indexOf('\n');
        programs.put(entry.substring(0, end), entry.substring(end + 1));
      }
    }
    return programs;
  }

  @Test
  void noneReachesTheHostNoneOutlivesItsRunNoneIsJudgedPassed(@TempDir Path folder)
      throws Exception {
    Path canary = Files.writeString(folder.resolve("canary"), "alive");
    Map<String, String> corpus = corpus();
    assertThat(corpus).hasSizeGreaterThan(100);
    Sandbox sandbox = SandboxNeeded.sandbox();
    try (CodeJudge judge = new CodeJudge(sandbox, SHORT);
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Judged> verdicts =
          judge.judge(
              corpus.values().stream()
                  .map(
                      text ->
                          text.replace("CANARY", "'" + canary + "'")
                              .replace("PORT", "" + server.getLocalPort()))
                  .map(text -> new Program(text, "", TESTS))
                  .toList());
      Map<String, String> said = new LinkedHashMap<>();
      int i = 0;
      for (String name : corpus.keySet()) {
        said.put(name, verdicts.get(i++).verdict().text());
      }
      said.forEach((name, verdict) -> System.out.println("hostile: " + name + ": " + verdict));
      assertThat(said).doesNotContainValue("passed");
      assertThat(said)
          .containsEntry("endless loop", "timed out")
          .containsEntry("memory bomb", "out of memory")
          .containsEntry("fork bomb", "refused: os.fork")
          .containsEntry("exit 0 in the function", "failed: ended before its last test")
          .containsEntry("patching abs", "failed: AssertionError");
      server.setSoTimeout(50);
      assertThat(canary).hasContent("alive");
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).containsExactly(canary);
      }
    }
    assertThat(Path.of("/pwned")).doesNotExist();
    try (Stream<ProcessHandle> children = ProcessHandle.current().descendants()) {
      assertThat(children).isEmpty();
    }
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      assertThat(all.filter(p -> p.info().commandLine().orElse("").contains("987654"))).isEmpty();
    }
  }

  @Test
  void rightProgramPassesUnderTheSameLimits() {
    try (CodeJudge judge = new CodeJudge(SandboxNeeded.sandbox(), SHORT)) {
      assertThat(judge.judge(List.of(new Program("def f(x): return x + 1", "", TESTS))))
          .containsExactly(new Judged(new Verdict.Passed(), List.of()));
    }
  }

  @Test
  void objectEqualToEverythingPassesAsWithOfficialScorersButIsFlagged() {
    String program = "class E:\n def __eq__(self, other): return True\ndef f(x): return E()";
    try (CodeJudge judge = new CodeJudge(SandboxNeeded.sandbox(), SHORT)) {
      Judged judged = judge.judge(List.of(new Program(program, "", "assert f(1) == 2"))).get(0);
      assertThat(judged).isEqualTo(new Judged(new Verdict.Passed(), List.of("comparison")));
    }
  }
}
