package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.code.Given;
import dev.plumbline.tasks.code.PythonFunction;
import dev.plumbline.tasks.jinja.JinjaException;
import dev.plumbline.tasks.jinja.JinjaTemplate;
import dev.plumbline.tasks.python.PythonLiteral;
import dev.plumbline.tasks.python.PythonText;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How a task takes something from a document: {@code doc_to_text}, {@code doc_to_target} and the
 * like. A text is the name of a field if the evaluated data has one of that name, otherwise a
 * template; a Python function has been called before.
 */
final class DocExpression {
  static final DocExpression EMPTY = constant("", "");

  private final String key;
  private final Object constant;
  private final String source;
  private final JinjaTemplate template;
  private final Optional<PythonFunction> function;

  private DocExpression(
      String key,
      Object constant,
      String source,
      JinjaTemplate template,
      Optional<PythonFunction> function) {
    this.key = key;
    this.constant = constant;
    this.source = source;
    this.template = template;
    this.function = function;
  }

  /**
   * A field's name or a template.
   *
   * @throws JinjaException for a template that cannot be parsed
   */
  static DocExpression of(String key, String source) {
    Objects.requireNonNull(source, "source");
    return new DocExpression(key, null, source, JinjaTemplate.ofTask(source), Optional.empty());
  }

  /** What a function gives for the document. */
  static DocExpression of(String key, PythonFunction function) {
    return new DocExpression(key, null, null, null, Optional.of(function));
  }

  /** The function, where it is one. */
  Optional<PythonFunction> function() {
    return function;
  }

  /** The same value for every document. */
  static DocExpression constant(String key, Object value) {
    return new DocExpression(key, value, null, null, Optional.empty());
  }

  /** The text as written; empty for a constant and a function. */
  String source() {
    return source == null ? "" : source;
  }

  private Object evaluate(Doc doc, Set<String> features) {
    if (constant != null) {
      return constant;
    }
    if (function.isPresent()) {
      return doc.valueOf(function.get());
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

  /** The index of a choice, which {@code doc_to_text} gives where choices are contexts. */
  Optional<Long> index(Doc doc, Set<String> features) {
    Object value = evaluate(doc, features);
    if (value instanceof String text
        && function.isEmpty()
        && !features.contains(source)
        && PythonText.isDigits(text)) {
      return PythonLiteral.parse(text).filter(Long.class::isInstance).map(Long.class::cast);
    }
    return value instanceof Long index ? Optional.of(index) : Optional.empty();
  }

  /**
   * A text, a number that indexes the choices, or a list of either. A number of numpy's is none
   * that few-shot examples take, see {@link Given#number}.
   */
  Object target(Doc doc, Set<String> features, boolean hasChoices) {
    Object value = evaluate(doc, features);
    if (function.isPresent()) {
      return givenTarget(doc, value);
    }
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

  /** As it is: only templates give texts that mean something else. */
  private Object givenTarget(Doc doc, Object value) {
    Optional<String> special = Given.special(Given.number(value));
    if (value == null || special.isPresent()) {
      throw new PlumblineException(
          doc.origin()
              + ": "
              + key
              + " gives "
              + special.map(kind -> "a " + kind).orElse("None")
              + ", not a text, a whole number or a list");
    }
    return value;
  }

  /** A list of texts. */
  List<String> choices(Doc doc, Set<String> features) {
    Object value = evaluate(doc, features);
    Object choices =
        value instanceof String text && function.isEmpty()
            ? PythonLiteral.parse(text).orElse(text)
            : Given.list(value);
    if (choices instanceof List<?> list
        && !list.isEmpty()
        && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String.class::cast).toList();
    }
    throw new PlumblineException(
        doc.origin() + ": " + key + " gives " + PythonText.repr(value) + ", not a list of texts");
  }
}
