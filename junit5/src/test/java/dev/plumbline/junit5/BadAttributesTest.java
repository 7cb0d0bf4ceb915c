package dev.plumbline.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.plumbline.harness.Evaluation;
import dev.plumbline.harness.SweepListener;
import dev.plumbline.protocol.PlumblineException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever writes annotations never reads of options, which only the command line has. */
class BadAttributesTest {
  private static final Path EMBEDDED = Path.of("../models/embedded");

  @TempDir private static Path folder;

  /** An annotation with some attributes, the others as by default. */
  private static Sweep sweep(Map<String, Object> attributes) {
    return (Sweep)
        Proxy.newProxyInstance(
            Sweep.class.getClassLoader(),
            new Class<?>[] {Sweep.class},
            (proxy, method, arguments) -> value(method, attributes));
  }

  private static Object value(Method attribute, Map<String, Object> attributes) {
    return attributes.containsKey(attribute.getName())
        ? attributes.get(attribute.getName())
        : attribute.getDefaultValue();
  }

  private static Arguments bad(String attribute, Object value) {
    return Arguments.of(attribute, Map.of(attribute, value));
  }

  private static Arguments bad(String attribute, Object value, String task) {
    return Arguments.of(attribute, Map.of(attribute, value, "tasks", new String[] {task}));
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        bad("run", "/no/such"),
        bad("bundle", "/no/such"),
        bad("tasks", new String[0]),
        bad("tasks", new String[] {"no_such_task"}),
        bad("taskFiles", new String[] {"/no/such.yaml"}),
        bad("iterations", new int[] {0}),
        bad("iterations", new int[] {4, 100_000}),
        bad("limit", -1),
        bad("data", "/no/such", "a_python_task"),
        bad("maxGenToks", -1),
        bad("temperature", Double.NaN),
        bad("temperature", Double.POSITIVE_INFINITY),
        bad("initScale", "two"),
        bad("initScale", "-1"),
        bad("initScale", "NaN"),
        bad("python", "/no/such", "a_python_task"),
        bad("allowTaskCode", false, "a_python_task"),
        bad("threads", -1),
        bad("baseline", "/no/such"),
        bad("margin", -0.1),
        bad("margin", Double.NaN),
        bad("alpha", 0.0),
        bad("alpha", Double.NaN));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void isNamedAsItIsWritten(String attribute, Map<String, Object> attributes) throws Exception {
    Files.writeString(
        folder.resolve("task.yaml"),
        """
        task: a_python_task
        dataset_path: json
        dataset_kwargs: {data_files: {test: rows.jsonl}}
        test_split: test
        output_type: generate_until
        doc_to_text: !function functions.text
        doc_to_target: answer
        metric_list: [{metric: exact_match}]
        """);
    Files.writeString(folder.resolve("functions.py"), "def text(doc):\n    return doc['q']\n");
    Files.writeString(folder.resolve("rows.jsonl"), "{\"q\": \"?\", \"answer\": \"!\"}\n");
    Map<String, Object> all = new HashMap<>(attributes);
    all.putIfAbsent("bundle", EMBEDDED.toString());
    all.putIfAbsent("tasks", new String[] {"a_python_task"});
    all.putIfAbsent("taskFiles", new String[] {folder.toString()});
    all.putIfAbsent("allowTaskCode", true);
    Throwable refused =
        catchThrowable(
            () ->
                SweepResult.of(
                    SweepSettings.of(sweep(all), System::getProperty),
                    (plan, execution, into) ->
                        Evaluation.run(plan, execution, into, SweepListener.NONE)));
    assertThat(refused).isInstanceOf(PlumblineException.class);
    assertThat(refused.getMessage())
        // A task that nobody knows is named itself.
        .containsAnyOf("@Sweep(" + attribute + " = ...)", "unknown task or tag 'no_such_task'")
        .doesNotContain("--");
  }

  /** All but those for which any value is one, where the model at hand has a chat template. */
  @Test
  void everyAttributeIsTried() {
    List<String> tried = bad().map(each -> each.get()[0].toString()).distinct().toList();
    assertThat(Arrays.stream(Sweep.class.getDeclaredMethods()).map(Method::getName))
        .containsAll(tried)
        .filteredOn(name -> !tried.contains(name))
        .containsExactlyInAnyOrder("chat", "numFewshot", "system", "seed", "allowCode");
  }

  @Test
  void optionsThatAreNoAttributesAreThoseOfACommand() {
    assertThat(
            catchThrowable(
                () ->
                    Attribute.all(
                        () -> {
                          throw new PlumblineException(
                              "give --allow-code or --data DIR, leave out --chat; plumbline baseline RUN --out FILE,"
                                  + " /a/--chat/b");
                        })))
        .hasMessage(
            "give @Sweep(allowCode = ...) or @Sweep(data = ...), leave out @Sweep(chat = ...);"
                + " plumbline baseline RUN --out FILE,"
                + " /a/--chat/b");
  }
}
