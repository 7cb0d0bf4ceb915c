package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.jinja.JinjaException;
import dev.plumbline.tasks.jinja.JinjaTemplate;
import dev.plumbline.tasks.python.PythonLiteral;
import dev.plumbline.tasks.python.PythonText;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * How a task takes something from a document: {@code doc_to_text}, {@code doc_to_target} and the
 * like. A text is the name of a field if the evaluated data has one of that name, otherwise a
 * template.
 */
final class DocExpression {
  static final DocExpression EMPTY = constant("", "");

  private final String key;
  private final Object constant;
  private final String source;
  private final JinjaTemplate template;

  private DocExpression(String key, Object constant, String source, JinjaTemplate template) {
    this.key = key;
    this.constant = constant;
    this.source = source;
    this.template = template;
  }

  /**
   * A field's name or a template.
   *
   * @throws JinjaException for a template that cannot be parsed
   */
  static DocExpression of(String key, String source) {
    Objects.requireNonNull(source, "source");
    return new DocExpression(key, null, source, JinjaTemplate.ofTask(source));
  }

  /** The same value for every document. */
  static DocExpression constant(String key, Object value) {
    return new DocExpression(key, value, null, null);
  }

  /** The text as written; empty for a constant. */
  String source() {
    return source == null ? "" : source;
  }

  private Object evaluate(Doc doc, Set<String> features) {
    if (constant != null) {
      return constant;
    }
    if (features.contains(source)) {
      return doc.field(source);
    }
    try {
      return template.render(doc.fields());
    } catch (JinjaException e) {
      throw new PlumblineException(
          doc.origin()
              + ": "
              + key
              + ": "
              + e.getMessage()
              + "; the row has "
              + doc.fields().keySet(),
          e);
    }
  }

  /** A text. */
  String text(Doc doc, Set<String> features) {
    Object value = evaluate(doc, features);
    if (value instanceof String text) {
      return text;
    }
    throw new PlumblineException(
        doc.origin() + ": " + key + " gives " + PythonText.repr(value) + ", not a text");
  }

  /** A text, a number that indexes the choices, or a list of either. */
  Object target(Doc doc, Set<String> features, boolean hasChoices) {
    Object value = evaluate(doc, features);
    if (features.contains(String.valueOf(source)) || !(value instanceof String text)) {
      return value;
    }
    if (hasChoices && text.length() < 10 && PythonText.isDigits(text)) {
      return Long.valueOf(text);
    }
    if (text.length() >= 2 && text.startsWith("[") && text.endsWith("]")) {
      return PythonLiteral.parse(text).orElse(text);
    }
    return text;
  }

  /** A list of texts. */
  List<String> choices(Doc doc, Set<String> features) {
    Object value = evaluate(doc, features);
    Object choices = value instanceof String text ? PythonLiteral.parse(text).orElse(text) : value;
    if (choices instanceof List<?> list
        && !list.isEmpty()
        && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String.class::cast).toList();
    }
    throw new PlumblineException(
        doc.origin() + ": " + key + " gives " + PythonText.repr(value) + ", not a list of texts");
  }
}
