package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.jinja.Statement.Target;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which names are not set at the beginning of a body although the template's variables have them.
 * Jinja2 decides when it compiles a template where a name lives ({@code jinja2/idtracking.py}): a
 * body that sets a name before it reads it has that name for itself, so that what is inside, such
 * as a loop, finds it undefined until it is set.
 */
final class Frames {
  private final IdentityHashMap<List<Statement>, Set<String>> unset = new IdentityHashMap<>();

  private Frames() {}

  static Frames of(List<Statement> template) {
    Frames frames = new Frames();
    frames.look(template, Set.of(), Set.of());
    return frames;
  }

  /** The names that are not set where this body begins. */
  Set<String> unset(List<Statement> body) {
    return unset.getOrDefault(body, Set.of());
  }

  /** All names that are read anywhere in a part of a template. */
  static Set<String> readIn(Object part) {
    Set<String> names = new HashSet<>();
    collect(part, names);
    return names;
  }

  private static void collect(Object part, Set<String> names) {
    if (part instanceof Expression.Name name) {
      names.add(name.name());
    } else if (part instanceof Target.Member member) {
      names.add(member.namespace());
    } else if (part instanceof Collection<?> parts) {
      parts.forEach(each -> collect(each, names));
    } else if (part instanceof Optional<?> maybe) {
      maybe.ifPresent(each -> collect(each, names));
    } else if (part instanceof Record node) {
      for (RecordComponent component : node.getClass().getRecordComponents()) {
        try {
          collect(component.getAccessor().invoke(node), names);
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  /** What a body, without the bodies inside, does with names. */
  private static final class Names {
    final Set<String> known = new HashSet<>();
    final Set<String> stored = new HashSet<>();

    /** Those that were stored before anything read them. */
    final Set<String> own = new HashSet<>();

    Names copy() {
      Names copy = new Names();
      copy.known.addAll(known);
      copy.stored.addAll(stored);
      copy.own.addAll(own);
      return copy;
    }

    void load(Object part) {
      known.addAll(readIn(part));
    }

    void store(String name) {
      stored.add(name);
      if (known.add(name)) {
        own.add(name);
      }
    }

    void store(Target target) {
      if (target instanceof Target.Variable variable) {
        store(variable.name());
      } else if (target instanceof Target.Member member) {
        known.add(member.namespace());
      } else if (target instanceof Target.Several several) {
        several.targets().forEach(this::store);
      }
    }

    /** After branches of which one is taken: what not all of them store may come from outside. */
    void join(List<Names> branches) {
      Set<String> everywhere = new HashSet<>(branches.get(0).stored);
      branches.forEach(branch -> everywhere.retainAll(branch.stored));
      for (Names branch : branches) {
        known.addAll(branch.known);
        for (String name : branch.own) {
          if (stored.contains(name) || everywhere.contains(name)) {
            own.add(name);
          }
        }
      }
      branches.forEach(branch -> stored.addAll(branch.stored));
    }
  }

  /**
   * Looks at a body.
   *
   * @param outer names that bodies around it know
   * @param given names that it begins with, such as a macro's parameters
   */
  private void look(List<Statement> body, Set<String> outer, Set<String> given) {
    Names names = new Names();
    names.known.addAll(given);
    read(body, names);
    Set<String> own = new HashSet<>(names.own);
    own.removeAll(outer);
    unset.put(body, own);
    Set<String> known = new HashSet<>(outer);
    known.addAll(names.known);
    inside(body, known);
  }

  private void read(List<Statement> body, Names names) {
    body.forEach(statement -> read(statement, names));
  }

  private void read(Statement statement, Names names) {
    if (statement instanceof Statement.Output output) {
      names.load(output.value());
    } else if (statement instanceof Statement.If branches) {
      readBranches(branches.branches(), branches.otherwise(), names);
    } else if (statement instanceof Statement.For loop) {
      names.load(loop.items());
    } else if (statement instanceof Statement.Set set) {
      names.load(set.value());
      names.store(set.target());
    } else if (statement instanceof Statement.SetBlock set) {
      names.load(set.filters());
      names.store(set.target());
    } else if (statement instanceof Statement.FilterBlock filter) {
      names.load(filter.filters());
    } else if (statement instanceof Statement.With with) {
      names.load(with.values());
    } else if (statement instanceof Statement.MacroDefinition macro) {
      names.store(macro.signature().name());
    } else if (statement instanceof Statement.CallBlock call) {
      names.load(call.call());
    }
  }

  /** An if: its body, all of its elifs as a further if, and its else. */
  private void readBranches(
      List<Statement.Branch> branches, List<Statement> otherwise, Names names) {
    names.load(branches.get(0).condition());
    Names then = names.copy();
    read(branches.get(0).body(), then);
    Names elifs = names.copy();
    for (Statement.Branch elif : branches.subList(1, branches.size())) {
      readBranches(List.of(elif), List.of(), elifs);
    }
    Names last = names.copy();
    read(otherwise, last);
    List<Names> all = List.of(then, elifs, last);
    all.forEach(branch -> branch.stored.removeAll(names.stored));
    names.join(all);
  }

  private void inside(List<Statement> body, Set<String> known) {
    for (Statement statement : body) {
      if (statement instanceof Statement.If branches) {
        branches.branches().forEach(branch -> inside(branch.body(), known));
        inside(branches.otherwise(), known);
      } else if (statement instanceof Statement.For loop) {
        Set<String> given = new HashSet<>(variables(loop.target()));
        given.add("loop");
        look(loop.body(), known, given);
        look(loop.otherwise(), known, Set.of());
      } else if (statement instanceof Statement.SetBlock set) {
        look(set.body(), known, Set.of());
      } else if (statement instanceof Statement.FilterBlock filter) {
        look(filter.body(), known, Set.of());
      } else if (statement instanceof Statement.Generation generation) {
        look(generation.body(), known, Set.of("caller"));
      } else if (statement instanceof Statement.With with) {
        Set<String> given = new HashSet<>();
        with.targets().forEach(target -> given.addAll(variables(target)));
        look(with.body(), known, given);
      } else if (statement instanceof Statement.MacroDefinition macro) {
        look(macro.signature(), known);
      } else if (statement instanceof Statement.CallBlock call) {
        look(call.caller(), known);
      }
    }
  }

  private void look(Statement.Signature signature, Set<String> known) {
    Set<String> given = new HashSet<>(signature.parameters());
    given.addAll(List.of("caller", "kwargs", "varargs"));
    look(signature.body(), known, given);
  }

  private static List<String> variables(Target target) {
    List<String> names = new ArrayList<>();
    if (target instanceof Target.Variable variable) {
      names.add(variable.name());
    } else if (target instanceof Target.Several several) {
      several.targets().forEach(each -> names.addAll(variables(each)));
    }
    return names;
  }
}
