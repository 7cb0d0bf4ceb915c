package dev.plumbline.cli;

import dev.plumbline.harness.Depths;
import dev.plumbline.harness.PathIndependence;
import dev.plumbline.harness.PathListener;
import dev.plumbline.harness.PathPlan;
import dev.plumbline.harness.StartState;
import dev.plumbline.harness.SweepListener;
import dev.plumbline.harness.SweepPlan;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.reports.Layout;
import dev.plumbline.reports.PathsCsv;
import dev.plumbline.reports.PathsReport;
import dev.plumbline.results.paths.PathStudy;
import dev.plumbline.runner.TestTimeNoise;
import dev.plumbline.tasks.PreparedTask;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "paths",
    sortOptions = false,
    description =
        "Asks the same from several starts and under noise: do answers and states depend on them?")
final class PathsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "BUNDLE",
      description = "The exported model's folder (default: the embedded model).")
  private Path model;

  @Option(
      names = {"-i", "--iterations"},
      paramLabel = "R",
      description = "How often the core runs, separated by commas (default: what suits the model).")
  private String iterations;

  @Option(
      names = "--seeds",
      paramLabel = "S",
      split = ",",
      defaultValue = "0,1,2,3,4",
      description = "Seeds of starts and of noise (default: ${DEFAULT-VALUE}).")
  private List<Long> seeds;

  @Option(
      names = "--scales",
      paramLabel = "X",
      split = ",",
      description =
          "Scales of the random initial state, each with every seed; 0 is one start of zeros"
              + " (default: 0,1,3).")
  private List<Double> scales;

  @Option(
      names = "--noise",
      paramLabel = "KIND:AMOUNT",
      split = ",",
      description =
          "Noise in the state before each iteration, each with every seed, such as"
              + " fixed:0.1,geom:0.5; see plumbline sweep --help.")
  private List<String> noises = List.of();

  @Option(
      names = "--sampling-seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed of sampling, the same in all runs (default: ${DEFAULT-VALUE}).")
  private long samplingSeed;

  @Option(
      names = "--add-bos-token",
      negatable = true,
      fallbackValue = "true",
      description =
          "Let the tokenizer add its special tokens to prompts, or not (default: what it does of its"
              + " own choice).")
  private Boolean addBosToken;

  @Mixin private TableOutput table;

  @Mixin private OutputArguments output;

  @Mixin private TaskArguments tasks;

  @Mixin private GenerationArguments generation;

  @Mixin private CodeArguments code;

  @Mixin private HardwareArguments hardware;

  @Override
  public Integer call() {
    code.warn(spec);
    PathPlan plan = plan();
    PathStudy study = PathIndependence.study(plan, hardware.execution(false), new Told());
    output.print(spec, Map.of("paths", study), () -> text(study));
    if (study.failed() > 0) {
      output.note(
          spec,
          "%d answers failed and count nowhere; plumbline sweep keeps each with what went wrong"
              .formatted(study.failed()));
      return ExitCode.FAILED_SAMPLES;
    }
    return ExitCode.OK;
  }

  private PathPlan plan() {
    SweepPlan sweep =
        new SweepPlan(
            Optional.ofNullable(model),
            iterations == null ? Depths.suiting() : Depths.of(Sweep.parse(iterations)),
            tasks.selection(),
            tasks.prompting(),
            generation.options(samplingSeed),
            code.execution(),
            StartState.random(),
            Optional.empty(),
            samplingSeed,
            Optional.ofNullable(addBosToken),
            false);
    return new PathPlan(
        sweep,
        seeds,
        Optional.ofNullable(scales),
        noises.stream().map(TestTimeNoise::parse).toList());
  }

  private String text(PathStudy study) {
    return switch (table.format) {
      case TEXT -> PathsReport.render(study, Layout.TERMINAL);
      case MD -> PathsReport.render(study, Layout.MARKDOWN);
      case CSV -> PathsCsv.render(study);
    };
  }

  /** Says on the terminal how the study gets on. */
  private final class Told implements PathListener {
    private Runnable progress = () -> {};

    @Override
    public SweepListener asking(String starts, long seed) {
      return new SweepListener() {
        private Runnable step = () -> {};

        @Override
        public void asking(PreparedTask task, int answers) {
          String name = "%s, %s, seed %d".formatted(task.task().name(), starts, seed);
          step = output.progress(spec, name, answers);
        }

        @Override
        public void kept() {
          step.run();
        }
      };
    }

    @Override
    public void comparing(String task, int documents) {
      progress = output.progress(spec, task + ", states", documents);
    }

    @Override
    public void compared() {
      progress.run();
    }
  }
}
