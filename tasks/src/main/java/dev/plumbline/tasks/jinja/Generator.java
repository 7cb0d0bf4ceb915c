package dev.plumbline.tasks.jinja;

import java.util.Iterator;
import java.util.function.Supplier;

/**
 * Items that can be gone through once, such as the filter {@code map} gives. They are made when
 * they are first asked for, so that what fails does so there.
 */
final class Generator {
  private final Supplier<? extends Iterable<?>> maker;
  private Iterator<?> items;

  Generator(Supplier<? extends Iterable<?>> maker) {
    this.maker = maker;
  }

  Iterator<?> items() {
    if (items == null) {
      items = maker.get().iterator();
    }
    return items;
  }
}
