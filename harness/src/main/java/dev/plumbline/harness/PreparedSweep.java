package dev.plumbline.harness;

import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.results.statistics.SaturationTest;
import dev.plumbline.runner.RecurrentModel;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.Model;
import dev.plumbline.tasks.Datasets;
import dev.plumbline.tasks.PreparedTask;
import dev.plumbline.tasks.PromptOptions;
import dev.plumbline.tasks.SelectedTasks;
import dev.plumbline.tasks.TaskGroup;
import java.util.List;
import java.util.Optional;

/**
 * A plan with its model's files checked, its data read and its prompts built: what an {@link
 * Evaluation} asks.
 *
 * @param plan with the points that it is asked at
 * @param tasks in the order of the run
 * @param groups of those tasks
 * @param notes what the user may not expect of the choice of tasks, a line each
 */
public record PreparedSweep(
    SweepPlan plan,
    Bundle bundle,
    List<PreparedTask> tasks,
    List<TaskGroup> groups,
    List<String> notes) {
  public PreparedSweep {
    tasks = List.copyOf(tasks);
    groups = List.copyOf(groups);
    notes = List.copyOf(notes);
  }

  /**
   * Reads everything that the plan names, but does not load the model.
   *
   * @throws PlumblineException for a damaged bundle, an unknown task, a data file that is missing
   *     or malformed, or a prompt that cannot be built
   */
  public static PreparedSweep of(SweepPlan plan) {
    PreparedSweep asked = withoutTasks(plan);
    Bundle bundle = asked.bundle();
    TaskSelection selection = plan.tasks();
    SelectedTasks selected = selection.sources().registry().selected(selection.names());
    if (selected.tasks().isEmpty()) {
      throw new PlumblineException("no tasks named; give --tasks, such as hellaswag,gsm8k");
    }
    Datasets datasets = selection.sources().datasets();
    PromptOptions options = plan.prompting().options(bundle);
    PreparedSweep prepared =
        new PreparedSweep(
            asked.plan(),
            bundle,
            selected.tasks().stream()
                .map(
                    task ->
                        PreparedTask.of(
                            task,
                            datasets,
                            options,
                            plan.decoding(),
                            selection.sources().code(),
                            selection.limit()))
                .toList(),
            selected.groups(),
            selected.notes());
    prepared.requireScores();
    return prepared;
  }

  /** The same of a plan's model and points alone. */
  static PreparedSweep withoutTasks(SweepPlan plan) {
    Bundle bundle =
        Bundle.open(plan.model().orElseGet(Installation::embeddedModel), DataCache.verifiedFiles());
    Model model = bundle.description().model();
    Depths depths =
        plan.depths()
            .match(
                suiting -> Depths.of(model.defaultSweep()),
                listed -> listed,
                auto -> auto.in(model));
    model.require(sweep(depths, model));
    requireStart(plan.start(), bundle);
    if (plan.recordGate() && !model.exitGate()) {
      throw new PlumblineException(
          bundle.folder() + ": this model has no exit gate to record; leave out --record-gate");
    }
    return new PreparedSweep(
        plan.withDepths(depths)
            .withAddBosToken(
                plan.addBosToken().orElseGet(() -> RecurrentModel.addsSpecialTokens(bundle))),
        bundle,
        List.of(),
        List.of(),
        List.of());
  }

  /** What finds its depths by scores needs some. */
  private void requireScores() {
    boolean executed = plan.code() != CodeExecution.NEVER;
    for (PreparedTask task : tasks) {
      if (saturation().isPresent() && task.task().executesCode() && !executed) {
        throw new PlumblineException(
            "%s: its programs are not executed, so no score tells --iterations auto when to stop;"
                    .formatted(task.task().name())
                + " give --allow-code, leave the task out, or name the iterations");
      }
    }
  }

  private static void requireStart(StartState start, Bundle bundle) {
    if (bundle.initialState().isEmpty() && !start.equals(StartState.random())) {
      throw new PlumblineException(
          "%s: this model starts from its own embedding of the tokens; leave out %s, which is about"
                  .formatted(
                      bundle.folder(),
                      start.kind() == StartState.Kind.RANDOM ? "--init-scale" : "--init")
              + " the state that other models start from");
    }
  }

  /** The points of the sweep: all that may be asked. */
  public Sweep sweep() {
    return sweep(plan.depths(), bundle.description().model());
  }

  private static Sweep sweep(Depths depths, Model model) {
    return depths.match(
        suiting -> model.defaultSweep(),
        Depths.Listed::sweep,
        auto -> new Sweep(auto.test(model).depths()));
  }

  /** What tells how deep a task is asked; absent where all are asked at all points. */
  public Optional<SaturationTest> saturation() {
    return plan.depths()
        .match(
            suiting -> Optional.empty(),
            listed -> Optional.empty(),
            auto -> Optional.of(auto.test(bundle.description().model())));
  }

  /** Everything asked, task by task. */
  public List<Question> questions() {
    return tasks.stream().flatMap(task -> task.questions().stream()).toList();
  }

  /** The documents of all tasks, those included whose prompts cannot be built. */
  public List<DocumentId> documents() {
    return tasks.stream().flatMap(task -> task.documents().stream()).toList();
  }
}
