package dev.plumbline.tasks.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How a Python interpreter is started such that a program in it reaches nothing: a command line
 * that the interpreter's arguments follow.
 */
public final class Sandbox {
  private static final String NOBODY = "65534";
  private static final String PYTHON_PREFIX =
      "import os, sys; print(os.path.realpath(sys.executable)); print(os.path.realpath(sys.base_prefix))";

  private final List<String> command;

  private Sandbox(List<String> command) {
    this.command = List.copyOf(command);
  }

  List<String> command() {
    return command;
  }

  /**
   * Bubblewrap with nothing inside but Python and an empty {@code /tmp}.
   *
   * @throws PlumblineException saying what to install where it is not there or does not work
   */
  public static Sandbox bubblewrap() {
    requireBubblewrap("leave out --allow-code");
    String reason = "no python3 was found; apt-get install python3";
    for (Path python : pythons()) {
      Sandbox sandbox = new Sandbox(bubblewrapped(python));
      String error = sandbox.probe();
      if (error.isEmpty()) {
        return sandbox;
      }
      reason = python + ": " + error;
    }
    throw new PlumblineException(
        "bubblewrap does not work here: "
            + reason
            + "; it needs version 0.8 or newer, user namespaces, and as root a python3 that"
            + " ordinary users may run (apt-get install bubblewrap python3)");
  }

  /** A bare interpreter with the user's rights. */
  public static Sandbox none() {
    return pythons().stream()
        .findFirst()
        .map(python -> new Sandbox(List.of("/usr/bin/env", "-i", python.toString())))
        .orElseThrow(() -> new PlumblineException("no python3 was found; apt-get install python3"));
  }

  /**
   * Bubblewrap for the Python functions of a task: it sees the interpreter's packages and the
   * task's folder besides.
   *
   * @throws PlumblineException where there is none, or where the folder is too much to show
   */
  static Sandbox forTask(Path python, List<Path> packages, Path root, long fileBytes) {
    requireBubblewrap("leave out --allow-task-code");
    Path home = Path.of(System.getProperty("user.home"));
    if (home.startsWith(root)) {
      throw new PlumblineException(
          root
              + ": task code would see all of this folder; move the task's files into a folder of"
              + " their own");
    }
    List<Path> seen = new ArrayList<>(packages);
    seen.add(root);
    return new Sandbox(bubblewrapped(python, seen, fileBytes));
  }

  private static void requireBubblewrap(String otherwise) {
    if (onPath("bwrap").isEmpty()) {
      throw new PlumblineException(
          "programs run in bubblewrap, which is not installed; apt-get install bubblewrap (or dnf,"
              + " pacman, zypper), or "
              + otherwise);
    }
  }

  private static List<String> bubblewrapped(Path python) {
    Path prefix = python.getParent().getParent();
    List<Path> seen = prefix.equals(Path.of("/usr")) ? List.of() : List.of(prefix);
    return bubblewrapped(python, seen, Limits.DEFAULT.fileBytes());
  }

  private static List<String> bubblewrapped(Path python, List<Path> seen, long fileBytes) {
    List<String> line = new ArrayList<>();
    if (isRoot()) {
      // Root's own limits on processes do not bind, and a guest's uid 0 would be the machine's.
      line.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    line.addAll(
        List.of(
            "bwrap",
            "--unshare-user",
            "--unshare-all",
            "--disable-userns",
            "--die-with-parent",
            "--new-session",
            "--cap-drop",
            "ALL",
            "--clearenv",
            "--setenv",
            "PYTHONHASHSEED",
            "0"));
    for (String folder : List.of("/usr/lib", "/usr/lib64", "/usr/bin", "/etc/ld.so.cache")) {
      line.addAll(List.of("--ro-bind-try", folder, folder));
    }
    for (String folder : List.of("/lib", "/lib64", "/bin")) {
      line.addAll(
          Files.isSymbolicLink(Path.of(folder))
              ? List.of("--symlink", "usr" + folder, folder)
              : List.of("--ro-bind-try", folder, folder));
    }
    line.addAll(
        List.of(
            // No /proc and no /sys at all: Python needs neither.
            "--dev-bind",
            "/dev/null",
            "/dev/null",
            "--dev-bind",
            "/dev/urandom",
            "/dev/urandom",
            "--size",
            Long.toString(fileBytes),
            "--tmpfs",
            "/tmp",
            "--chdir",
            "/tmp"));
    // After the empty /tmp, in which they may lie.
    for (Path folder : seen) {
      line.addAll(List.of("--ro-bind", folder.toString(), folder.toString()));
    }
    line.addAll(List.of("--remount-ro", "/", "--", python.toString()));
    return line;
  }

  static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException | RuntimeException e) {
      return "root".equals(System.getProperty("user.name"));
    }
  }

  /** Real interpreters, not scripts that choose one: first what {@code python3} means here. */
  static List<Path> pythons() {
    List<Path> found = new ArrayList<>();
    for (Path candidate :
        Stream.concat(onPath("python3").stream(), Stream.of(Path.of("/usr/bin/python3")))
            .toList()) {
      String[] answer =
          Files.isExecutable(candidate)
              ? output(List.of(candidate.toString(), "-I", "-c", PYTHON_PREFIX)).split("\n")
              : new String[0];
      if (answer.length == 2 && !found.contains(Path.of(answer[0]))) {
        found.add(Path.of(answer[0]));
      }
    }
    return found;
  }

  private static List<Path> onPath(String name) {
    String path = System.getenv("PATH");
    return Stream.of((path == null ? "" : path).split(":"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .toList();
  }

  /** Empty if Python starts in it, else the reason in a line. */
  private String probe() {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of("-c", "print('works')"));
    String output = output(line);
    return output.equals("works") ? "" : output.lines().findFirst().orElse("no answer");
  }

  static String output(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readNBytes(1 << 16), UTF_8).strip();
      process.waitFor(10, TimeUnit.SECONDS);
      process.destroyForcibly();
      return output;
    } catch (IOException e) {
      return e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlumblineException("interrupted", e);
    }
  }
}
