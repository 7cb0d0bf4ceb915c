package dev.plumbline.junit5;

import dev.plumbline.ci.Baseline;
import dev.plumbline.ci.BaselineFile;
import dev.plumbline.ci.CurveName;
import dev.plumbline.ci.Gate;
import dev.plumbline.ci.Rule;
import dev.plumbline.ci.Rules;
import dev.plumbline.ci.SweepRunner;
import dev.plumbline.ci.Verdict;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** What came out of a {@link Sweep}. */
public final class SweepResult implements AutoCloseable {
  private final SweepSettings settings;
  private final Run run;
  private final Optional<Path> temporary;
  private final Optional<Baseline> baseline;
  private List<Verdict> losses;

  private SweepResult(SweepSettings settings, Run run, Optional<Path> temporary) {
    this.settings = settings;
    this.run = run;
    this.temporary = temporary;
    this.baseline = settings.baseline().map(file -> BaselineFile.read(Path.of(file)));
  }

  static SweepResult of(SweepSettings settings) {
    if (settings.run().isPresent()) {
      Run run = Run.open(Path.of(settings.run().get()));
      return new SweepResult(settings, run, Optional.empty());
    }
    // Before the long work.
    settings.baseline().ifPresent(file -> BaselineFile.read(Path.of(file)));
    SweepRunner runner =
        ServiceLoader.load(SweepRunner.class)
            .findFirst()
            .orElseThrow(
                () ->
                    new PlumblineException(
                        "@Sweep: nothing on the class path can run a sweep; add the dependency"
                            + " dev.plumbline:harness, or name a finished run"));
    try {
      Path folder = Files.createTempDirectory("plumbline");
      Run run = runner.sweep(settings.request(), folder.resolve("run"));
      return new SweepResult(settings, run, Optional.of(folder));
    } catch (IOException e) {
      throw new PlumblineException("no folder for the run can be made: " + e);
    }
  }

  /** The run; its folder is gone after the tests unless {@link Sweep#run} named it. */
  public Run run() {
    return run;
  }

  /**
   * A curve of the run.
   *
   * @param name {@code task:metric} or {@code task:metric,filter}
   * @throws PlumblineException if the run has none of this name
   */
  public Curve curve(String name) {
    CurveName curve = CurveName.parse(name);
    List<Integer> depths =
        run.curves().stream()
            .filter(point -> CurveName.of(point).equals(curve))
            .map(point -> point.iterations())
            .toList();
    if (depths.isEmpty()) {
      List<String> there =
          run.curves().stream().map(p -> CurveName.of(p).toString()).distinct().toList();
      throw new PlumblineException(name + ": the run has no such curve; it has " + there);
    }
    return new Curve(curve, depths, this);
  }

  /** Every task at every depth, in the run's order. */
  public List<Depth> depths() {
    return run.manifest().tasks().stream()
        .flatMap(
            task -> run.manifest().iterations().stream().map(r -> new Depth(task.name(), r, this)))
        .toList();
  }

  Verdict judge(Rule rule) {
    return Gate.judge(run, new Rules(settings.alpha(), List.of(rule)), baseline).verdicts().get(0);
  }

  /** Of every point of the baseline, tested together. */
  synchronized List<Verdict> losses() {
    if (losses == null) {
      Rule all = new Rule.NoLoss(Optional.empty(), List.of(), settings.margin());
      losses = Gate.judge(run, new Rules(settings.alpha(), List.of(all)), baseline).verdicts();
    }
    return losses;
  }

  @Override
  public void close() throws IOException {
    if (temporary.isPresent()) {
      try (Stream<Path> files = Files.walk(temporary.get())) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
