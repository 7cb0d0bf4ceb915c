package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.jinja.Statement.Signature;
import dev.plumbline.tasks.python.PythonTuple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A macro, or what a call block wraps, with the scope that it was defined in. */
final class Macro {
  private final Signature signature;
  private final Rendering rendering;
  private final Scope defined;

  Macro(Signature signature, Rendering rendering) {
    this.signature = signature;
    this.rendering = rendering;
    this.defined = rendering.scope();
  }

  Object attribute(String name) {
    return switch (name) {
      case "name" -> signature.name();
      case "arguments" -> new PythonTuple(signature.parameters());
      case "catch_kwargs" -> signature.uses().contains("kwargs");
      case "catch_varargs" -> signature.uses().contains("varargs");
      case "caller" -> signature.uses().contains("caller");
      default -> Subscripts.MISSING;
    };
  }

  /** As {@code jinja2.runtime.Macro} gives parameters their arguments. */
  Object call(Arguments given) {
    Scope scope = rendering.scope(defined, signature.body());
    List<String> parameters = signature.parameters();
    Map<String, Object> named = new LinkedHashMap<>(given.named());
    int count = Math.min(given.positional().size(), parameters.size());
    for (int i = 0; i < count; i++) {
      scope.set(parameters.get(i), given.positional().get(i));
      if (named.containsKey(parameters.get(i))) {
        throw given.failure("gets '" + parameters.get(i) + "' twice");
      }
    }
    Object caller = named.remove("caller");
    boolean usesCaller = signature.uses().contains("caller");
    if (usesCaller && !parameters.contains("caller")) {
      scope.set("caller", caller != null ? caller : rendering.undefined("there is no caller"));
    } else if (caller != null && !parameters.contains("caller")) {
      named.put("caller", caller);
    }
    int first = parameters.size() - signature.defaults().size();
    return rendering.inside(
        scope,
        () -> {
          for (int i = count; i < parameters.size(); i++) {
            String name = parameters.get(i);
            if (named.containsKey(name)) {
              scope.set(name, named.remove(name));
            } else if (i >= first) {
              scope.set(name, signature.defaults().get(i - first).value(rendering));
            } else {
              scope.set(name, rendering.undefined("parameter '" + name + "' was not provided"));
            }
          }
          rest(given, named, scope);
          return rendering.captured(() -> Statement.render(signature.body(), rendering));
        });
  }

  private void rest(Arguments given, Map<String, Object> named, Scope scope) {
    int parameters = signature.parameters().size();
    if (signature.uses().contains("kwargs")) {
      scope.set("kwargs", new LinkedHashMap<Object, Object>(named));
    } else if (!named.isEmpty()) {
      throw given.failure("has no argument '" + named.keySet().iterator().next() + "'");
    }
    if (signature.uses().contains("varargs")) {
      scope.set(
          "varargs",
          new PythonTuple(
              given
                  .positional()
                  .subList(
                      Math.min(parameters, given.positional().size()), given.positional().size())));
    } else if (given.positional().size() > parameters) {
      throw given.failure("takes no more than " + parameters + " arguments");
    }
  }
}
