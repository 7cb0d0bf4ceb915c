package dev.plumbline.tasks.jinja;

import java.util.List;
import java.util.function.UnaryOperator;

/** What a loop's body knows as {@code loop}. */
final class LoopState {
  private final List<Object> items;
  private final int depth;
  private final Rendering rendering;
  private final java.util.function.Function<Object, String> deeper;
  private int at = -1;
  private Object lastChanged = Subscripts.MISSING;

  /**
   * @param deeper renders the loop's body for other items; null where the loop is not recursive
   */
  LoopState(
      List<Object> items,
      int depth,
      Rendering rendering,
      java.util.function.Function<Object, String> deeper) {
    this.items = items;
    this.depth = depth;
    this.rendering = rendering;
    this.deeper = deeper;
  }

  boolean next() {
    at++;
    return at < items.size();
  }

  Object item() {
    return items.get(at);
  }

  Object attribute(String name) {
    return switch (name) {
      case "index" -> at + 1L;
      case "index0" -> (long) at;
      case "revindex" -> (long) items.size() - at;
      case "revindex0" -> (long) items.size() - at - 1;
      case "first" -> at == 0;
      case "last" -> at == items.size() - 1;
      case "length" -> (long) items.size();
      case "depth" -> depth + 1L;
      case "depth0" -> (long) depth;
      case "previtem" ->
          at > 0 ? items.get(at - 1) : rendering.undefined("there is no previous item");
      case "nextitem" ->
          at < items.size() - 1 ? items.get(at + 1) : rendering.undefined("there is no next item");
      case "cycle" -> (Function) this::cycle;
      case "changed" -> (Function) this::changed;
      default -> Subscripts.MISSING;
    };
  }

  private Object cycle(Arguments given) {
    if (given.positional().isEmpty()) {
      throw new JinjaException("loop.cycle() has nothing to cycle through");
    }
    return given.positional().get(at % given.positional().size());
  }

  private Object changed(Arguments given) {
    Object now = new dev.plumbline.tasks.python.PythonTuple(given.positional());
    boolean changed = lastChanged == Subscripts.MISSING || !Values.equal(lastChanged, now);
    lastChanged = changed ? now : lastChanged;
    return changed;
  }

  /** {@code loop(items)} in a recursive loop. */
  Object recurse(Arguments given) {
    if (deeper == null) {
      throw new JinjaException("loop() needs a loop that is marked recursive");
    }
    UnaryOperator<Object> render = deeper::apply;
    return render.apply(given.bind("iterable").any("iterable"));
  }
}
