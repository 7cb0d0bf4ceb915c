package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.FilterStep.ChangeText;
import dev.plumbline.tasks.python.PythonRegex;
import dev.plumbline.tasks.python.PythonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What task files name with {@code !function}, in place of the Python functions of
 * lm-evaluation-harness.
 */
final class BuiltInFunctions {
  private static final PythonRegex BRACKETS = PythonRegex.compile("\\[.*?\\]");
  private static final PythonRegex CODE_BLOCK =
      PythonRegex.compile("(?s)```(?:\\w+)?\\n?(.*?)\\n?```");

  /** For {@code process_docs}. */
  static final Map<String, DocProcess> PROCESS_DOCS =
      Map.of("hellaswag.process_docs", new DocProcess.OfDocument(BuiltInFunctions::hellaswag));

  /** For the {@code custom} filter: the program to run, from a generation. */
  static final Map<String, FilterStep> FILTERS =
      Map.of(
          "humaneval.build_predictions",
          new ChangeText((text, doc) -> doc.text("prompt") + text),
          "humaneval.build_predictions_instruct",
          new ChangeText(
              (text, doc) -> doc.text("prompt") + PythonText.split(text, "```", 1).get(0)),
          "mbpp.build_predictions",
          new ChangeText((text, doc) -> codeBlock(text)));

  private BuiltInFunctions() {}

  private static Doc hellaswag(Doc doc) {
    String context = doc.text("ctx_a") + " " + PythonText.capitalize(doc.text("ctx_b"));
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("query", withoutTags(doc.text("activity_label") + ": " + context));
    if (!(doc.field("endings") instanceof List<?> endings)) {
      throw new PlumblineException(doc.origin() + ": field 'endings' is not a list");
    }
    more.put(
        "choices", endings.stream().map(ending -> withoutTags(String.valueOf(ending))).toList());
    if (String.valueOf(doc.field("label")).matches("\\d{1,9}")) {
      more.put("gold", Long.valueOf(String.valueOf(doc.field("label"))));
    }
    return doc.plus(more);
  }

  /** Brackets are artefacts of the part of HellaSwag that comes from WikiHow. */
  private static String withoutTags(String text) {
    String untitled = PythonText.strip(text).replace(" [title]", ". ");
    return BRACKETS.removeFrom(untitled).replace("  ", " ");
  }

  /**
   * The prompt opened a block, so that the generation is its inside; a block of its own counts too.
   */
  private static String codeBlock(String text) {
    List<List<String>> found = CODE_BLOCK.findAll("```" + text);
    if (found.isEmpty()) {
      found = CODE_BLOCK.findAll(text.replace("```python", "```"));
    }
    return found.isEmpty() ? "" : found.get(0).get(0);
  }
}
