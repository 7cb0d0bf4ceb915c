package dev.plumbline.tasks.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.tasks.Golden;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Against Jinja2, through src/test/python/python_semantics.py. */
class JinjaTemplateTest {
  @Test
  void taskTemplatesRenderAsInLmEvaluationHarness() {
    JsonNode golden = Golden.json("jinja/task-templates.json");
    Map<?, ?> doc = (Map<?, ?>) Golden.value(golden.get("doc"));
    SoftAssertions softly = new SoftAssertions();
    for (JsonNode expected : golden.get("cases")) {
      String template = expected.get("template").asText();
      softly
          .assertThat(rendered(() -> JinjaTemplate.ofTask(template), variables(doc)))
          .as(template)
          .isEqualTo(expected.path("text").asText("failed"));
    }
    softly.assertAll();
  }

  @Test
  void chatTemplatesRenderAsInTransformers() {
    JsonNode golden = Golden.json("jinja/chat-templates.json");
    SoftAssertions softly = new SoftAssertions();
    for (JsonNode expected : golden.get("cases")) {
      String name = expected.get("template").asText();
      String conversation = expected.get("conversation").asText();
      Map<String, Object> variables = new HashMap<>();
      variables.put("messages", Golden.value(golden.get("conversations").get(conversation)));
      variables.put("add_generation_prompt", expected.get("prompt").asBoolean());
      variables.put("bos_token", "<s>");
      variables.put("eos_token", "</s>");
      String source = golden.get("templates").get(name).asText();
      softly
          .assertThat(rendered(() -> JinjaTemplate.ofChat(source, Clock.systemUTC()), variables))
          .as("%s of %s", name, conversation)
          .isEqualTo(expected.path("text").asText("failed"));
    }
    softly.assertAll();
  }

  private interface Parse {
    JinjaTemplate parse();
  }

  private static String rendered(Parse parse, Map<String, ?> variables) {
    try {
      return parse.parse().render(variables);
    } catch (JinjaException e) {
      return "failed";
    }
  }

  private static Map<String, Object> variables(Map<?, ?> doc) {
    Map<String, Object> variables = new HashMap<>();
    doc.forEach((key, value) -> variables.put((String) key, value));
    return variables;
  }

  @Test
  void undefinedNameIsNamed() {
    JinjaTemplate template = JinjaTemplate.ofTask("a {{ choices.labels }}");
    assertThatThrownBy(() -> template.render(Map.of("choices", Map.of("label", List.of()))))
        .isInstanceOf(JinjaException.class)
        .hasMessage("'dict' has no attribute 'labels'");
  }

  @Test
  void raiseExceptionGivesItsMessage() {
    JinjaTemplate template =
        JinjaTemplate.ofChat("{{ raise_exception('no system role') }}", Clock.systemUTC());
    assertThatThrownBy(() -> template.render(Map.of()))
        .isInstanceOf(JinjaException.class)
        .hasMessage("no system role");
  }

  @Test
  void templatesHaveNoWayIntoJava() {
    for (String attack :
        List.of(
            "{{ ''.getClass().forName('java.lang.Runtime') }}",
            "{{ ''['class'] }}",
            "{{ x.class.classLoader }}",
            "{{ ____int3rpr3t3r____.config }}",
            "{{ x.getClass() }}",
            "{% include 'log4j.properties' %}",
            "{% import 'META-INF/MANIFEST.MF' as m %}{{ m }}")) {
      assertThatThrownBy(() -> JinjaTemplate.ofTask(attack).render(Map.of("x", List.of(1L))))
          .as(attack)
          .isInstanceOf(JinjaException.class);
    }
  }

  @Test
  void valuesAreNotRenderedAgain() {
    JinjaTemplate template = JinjaTemplate.ofTask("{{ question }}");
    assertThat(template.render(Map.of("question", "{{ 1 + 1 }}{% if %}")))
        .isEqualTo("{{ 1 + 1 }}{% if %}");
  }

  /** Each fails in Jinja2 3.1.6, too, or is something that no prompt needs. */
  @Test
  void whatJinjaRefusesIsRefused() {
    for (String template :
        List.of(
            "{% for loop in [1] %}{% endfor %}",
            "{% for i in [1] %}{% set loop = 1 %}{% endfor %}",
            "{% macro m(a, a) %}{% endmacro %}",
            "{% filter length %}abc{% endfilter %}",
            "{{ [1] in {'a': 1}.keys() }}",
            "{{ range(2) < range(3) }}",
            "{{ range(3).start }}",
            "{{ '%.2%' % 1 }}")) {
      assertThatThrownBy(() -> JinjaTemplate.ofTask(template).render(Map.of()))
          .as(template)
          .isInstanceOf(JinjaException.class);
    }
  }

  @Test
  void generationIsAMacrosBody() {
    assertThat(
            JinjaTemplate.ofChat(
                    "{% generation %}{{ kwargs }}{% endgeneration %}", Clock.systemUTC())
                .render(Map.of()))
        .isEqualTo("{}");
  }
}
