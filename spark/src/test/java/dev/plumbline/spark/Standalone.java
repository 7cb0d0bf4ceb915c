package dev.plumbline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A standalone cluster on this machine: a master and workers of one core, in their own processes.
 */
final class Standalone {
  private static final String HOST = "127.0.0.1";
  private static final String BACKEND = "org.apache.spark.executor.CoarseGrainedExecutorBackend";

  private final SparkHome home;
  private final Path folder;
  private final String master;
  private final List<Process> processes = new ArrayList<>();

  private Standalone(SparkHome home, Path folder, int port) {
    this.home = home;
    this.folder = folder;
    this.master = "spark://%s:%d".formatted(HOST, port);
  }

  /** A master without workers. */
  static Standalone start(SparkHome home, Path folder) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Standalone cluster = new Standalone(home, folder, port);
    cluster.daemon(
        "master",
        List.of(),
        "org.apache.spark.deploy.master.Master",
        "--host",
        HOST,
        "--port",
        Integer.toString(port),
        "--webui-port",
        "0");
    cluster.await("master", "I have been elected leader");
    return cluster;
  }

  /**
   * Adds a worker.
   *
   * @param view what it is started by, such as a program that shows it other files
   */
  void addWorker(String name, String... view) throws Exception {
    daemon(
        name,
        Arrays.asList(view),
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        HOST,
        "--cores",
        "1",
        "--memory",
        "2g",
        "--webui-port",
        "0",
        "--work-dir",
        folder.resolve(name).toString(),
        master);
    await(name, "Successfully registered with master");
  }

  private void daemon(String name, List<String> view, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(view);
    command.add(home.path().resolve("bin/spark-class").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log(name));
    builder.environment().putAll(Map.of("SPARK_LOCAL_IP", HOST, "SPARK_DAEMON_MEMORY", "512m"));
    processes.add(builder.start());
  }

  private File log(String name) {
    return folder.resolve(name + ".log").toFile();
  }

  private void await(String name, String line) throws Exception {
    for (int tries = 0; tries < 600; tries++) {
      if (Files.readString(log(name).toPath()).contains(line)) {
        return;
      }
      Thread.sleep(100);
    }
    assertThat(log(name)).content().contains(line);
  }

  String master() {
    return master;
  }

  /** The executors that run now. */
  List<ProcessHandle> executors() {
    return processes.stream()
        .flatMap(Process::descendants)
        .filter(
            process -> {
              Stream<String> arguments =
                  process.info().arguments().stream().flatMap(Arrays::stream);
              return arguments.anyMatch(BACKEND::equals);
            })
        .toList();
  }

  void stop() throws Exception {
    for (Process process : processes) {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
