package dev.plumbline.cli;

import dev.plumbline.harness.TaskSources;
import dev.plumbline.protocol.text.Finding;
import dev.plumbline.tasks.Task;
import dev.plumbline.tasks.TaskCode;
import dev.plumbline.tasks.TaskList;
import dev.plumbline.tasks.TaskRegistry;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "tasks",
    description = "Lists, shows and validates tasks.",
    synopsisSubcommandLabel = "(list | show | validate)")
final class TasksCommand {
  @Spec private CommandSpec spec;

  @Command(name = "list", description = "Lists the tasks that sweep knows.")
  int list(@Mixin IncludePath include, @Mixin JsonOutput output) {
    TaskList known = registry(include).list();
    known.mistakes().forEach(mistake -> spec.commandLine().getErr().println(mistake));
    List<Task> tasks = known.tasks();
    if (output.json) {
      output.print(spec, tasks.stream().map(TasksCommand::described).toList());
      return ExitCode.OK;
    }
    for (Task task : tasks) {
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "%-22s %-16s %d-shot  %s%n",
              task.name(),
              task.outputType(),
              task.numFewshot(),
              String.join(", ", task.tags()));
    }
    for (String group : known.groups()) {
      spec.commandLine().getOut().printf("%-22s %s%n", group, "group");
    }
    return ExitCode.OK;
  }

  @Command(
      name = "show",
      description = "Shows a definition: its file's keys with those that it includes.")
  int show(
      @Parameters(paramLabel = "TASK", description = "A name of a task, group or tag.") String name,
      @Mixin IncludePath include,
      @Mixin JsonOutput output) {
    TaskRegistry registry = registry(include);
    if (output.json) {
      List<Task> tasks = registry.select(List.of(name));
      output.print(spec, tasks.stream().map(TasksCommand::described).toList());
    } else {
      String definitions = String.join("---\n", registry.definitions(name));
      spec.commandLine().getOut().println(definitions.stripTrailing());
    }
    return ExitCode.OK;
  }

  @Command(name = "validate", description = "Checks a task YAML file and lists every mistake.")
  int validate(@Parameters(paramLabel = "FILE", description = "The file.") Path file) {
    List<Finding> findings = TaskRegistry.validate(file);
    findings.forEach(finding -> spec.commandLine().getErr().println(finding));
    if (findings.isEmpty()) {
      spec.commandLine().getOut().println(file + ": a valid task" + needed(file));
      return ExitCode.OK;
    }
    return ExitCode.WRONG_INPUT;
  }

  /** Nothing of a task's code runs here. */
  private static String needed(Path file) {
    List<String> functions = TaskRegistry.functions(file);
    return functions.isEmpty()
        ? ""
        : "; its Python functions (%s) need --allow-task-code"
            .formatted(String.join(", ", functions));
  }

  private static TaskRegistry registry(IncludePath include) {
    return new TaskSources(include.paths(), Optional.empty(), TaskCode.never()).registry();
  }

  private static Map<String, Object> described(Task task) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", task.name());
    fields.put("version", task.version());
    fields.put("tags", task.tags());
    fields.put("output_type", task.outputType());
    fields.put("num_fewshot", task.numFewshot());
    fields.put("dataset", task.dataset());
    fields.put("split", task.split());
    fields.put("metrics", task.metrics().stream().map(measured -> measured.score().key()).toList());
    fields.put("executes_code", task.executesCode());
    if (!task.functions().isEmpty()) {
      fields.put("task_code", task.functions());
    }
    return fields;
  }
}
