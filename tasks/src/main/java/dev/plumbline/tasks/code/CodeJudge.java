package dev.plumbline.tasks.code;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Judges programs, as many at a time as there are cores. Thread-safe; closing ends the threads but
 * no program under way.
 */
public final class CodeJudge implements AutoCloseable {
  private final Execution execution;
  private final ExecutorService threads;

  public CodeJudge(Sandbox sandbox, Limits limits) {
    this.execution = new Execution(sandbox, limits);
    this.threads =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            task -> {
              Thread thread = new Thread(task, "code-judge");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Comes with a {@link dev.plumbline.protocol.PlumblineException} where the sandbox did not start.
   */
  public CompletableFuture<Judged> judge(Program program) {
    return CompletableFuture.supplyAsync(
        () -> new Judged(execution.run(program), Flags.of(program.solution())), threads);
  }

  /** In the order of the programs. */
  public List<Judged> judge(List<Program> programs) {
    List<CompletableFuture<Judged>> running = programs.stream().map(this::judge).toList();
    return running.stream().map(CompletableFuture::join).toList();
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
