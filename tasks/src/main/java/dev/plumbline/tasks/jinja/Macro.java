package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.python.PythonTuple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A macro, or what a call block wraps, with the scope that it was defined in. */
final class Macro implements Function, HasAttributes {
  private final String name;
  private final List<String> parameters;
  private final List<Expression> defaults;
  private final Set<String> uses;
  private final Rendering rendering;
  private final Supplier<Scope> scopes;
  private final Runnable body;

  /**
   * @param defaults of the last parameters
   * @param uses names that its body reads
   * @param scopes gives one for a call, inside that of the definition
   * @param body writes what it gives
   */
  Macro(
      String name,
      List<String> parameters,
      List<Expression> defaults,
      Set<String> uses,
      Rendering rendering,
      Supplier<Scope> scopes,
      Runnable body) {
    this.name = name;
    this.parameters = parameters;
    this.defaults = defaults;
    this.uses = uses;
    this.rendering = rendering;
    this.scopes = scopes;
    this.body = body;
  }

  @Override
  public Object attribute(String wanted) {
    return switch (wanted) {
      case "name" -> name;
      case "arguments" -> new PythonTuple(parameters);
      case "catch_kwargs" -> uses.contains("kwargs");
      case "catch_varargs" -> uses.contains("varargs");
      case "caller" -> uses.contains("caller");
      default -> MISSING;
    };
  }

  /** As {@code jinja2.runtime.Macro} gives parameters their arguments. */
  @Override
  public Object call(Arguments given) {
    Scope scope = scopes.get();
    Map<String, Object> named = new LinkedHashMap<>(given.named());
    int count = Math.min(given.positional().size(), parameters.size());
    for (int i = 0; i < count; i++) {
      scope.set(parameters.get(i), given.positional().get(i));
      if (named.containsKey(parameters.get(i))) {
        throw given.failure("gets '" + parameters.get(i) + "' twice");
      }
    }
    Object caller = named.remove("caller");
    boolean usesCaller = uses.contains("caller");
    if (usesCaller && !parameters.contains("caller")) {
      scope.set("caller", caller != null ? caller : rendering.undefined("there is no caller"));
    } else if (caller != null && !parameters.contains("caller")) {
      named.put("caller", caller);
    }
    int first = parameters.size() - defaults.size();
    return rendering.inside(
        scope,
        () -> {
          for (int i = count; i < parameters.size(); i++) {
            String parameter = parameters.get(i);
            if (named.containsKey(parameter)) {
              scope.set(parameter, named.remove(parameter));
            } else if (i >= first) {
              scope.set(parameter, defaults.get(i - first).value(rendering));
            } else {
              scope.set(
                  parameter, rendering.undefined("parameter '" + parameter + "' was not provided"));
            }
          }
          rest(given, named, scope);
          return rendering.captured(body);
        });
  }

  private void rest(Arguments given, Map<String, Object> named, Scope scope) {
    if (uses.contains("kwargs")) {
      scope.set("kwargs", new LinkedHashMap<Object, Object>(named));
    } else if (!named.isEmpty()) {
      throw given.failure("has no argument '" + named.keySet().iterator().next() + "'");
    }
    if (uses.contains("varargs")) {
      scope.set(
          "varargs",
          new PythonTuple(
              given
                  .positional()
                  .subList(
                      Math.min(parameters.size(), given.positional().size()),
                      given.positional().size())));
    } else if (given.positional().size() > parameters.size()) {
      throw given.failure("takes no more than " + parameters.size() + " arguments");
    }
  }
}
