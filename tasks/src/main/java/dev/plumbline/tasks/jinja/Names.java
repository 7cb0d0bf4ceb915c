package dev.plumbline.tasks.jinja;

import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a body of a template, without the bodies inside, does with names. Jinja2 decides when it
 * compiles a template where a name lives ({@code jinja2/idtracking.py}): a body that sets a name
 * before it reads it has that name for itself, so that what is inside, such as a loop, finds it
 * undefined until it is set.
 */
final class Names {
  private final Set<String> known = new HashSet<>();
  private final Set<String> stored = new HashSet<>();

  /** Those that were stored before anything read them. */
  private final Set<String> own = new HashSet<>();

  /**
   * @param given what the body begins with, such as a macro's parameters
   */
  Names(Set<String> given) {
    known.addAll(given);
  }

  /** All names that are read anywhere in a part of a template. */
  static Set<String> readIn(Object part) {
    Set<String> names = new HashSet<>();
    collect(part, names);
    return names;
  }

  private static void collect(Object part, Set<String> names) {
    if (part instanceof ReadsName reads) {
      names.add(reads.readName());
    }
    if (part instanceof Iterable<?> parts) {
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

  Set<String> known() {
    return known;
  }

  Set<String> own() {
    return own;
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

  /** The same so far, for a branch that may or may not be taken; what it stores counts anew. */
  Names branch() {
    Names branch = new Names(known);
    branch.own.addAll(own);
    return branch;
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
