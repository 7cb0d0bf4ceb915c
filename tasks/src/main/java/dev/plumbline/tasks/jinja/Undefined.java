package dev.plumbline.tasks.jinja;

import com.hubspot.jinjava.objects.PyWrapper;
import com.hubspot.jinjava.util.HasObjectTruthValue;
import java.util.AbstractCollection;
import java.util.Collections;
import java.util.Iterator;

/**
 * A name that the template uses and nobody defined. Strict (Jinja2's StrictUndefined): every use
 * but {@code is defined} fails. Lenient (Jinja2's default): empty, false, nothing to loop over.
 */
final class Undefined extends AbstractCollection<Object> implements PyWrapper, HasObjectTruthValue {
  private final String name;
  private final boolean strict;

  Undefined(String name, boolean strict) {
    this.name = name;
    this.strict = strict;
  }

  JinjaException failure() {
    return new JinjaException("'" + name + "' is undefined");
  }

  private void use() {
    if (strict) {
      throw failure();
    }
  }

  @Override
  public Iterator<Object> iterator() {
    use();
    return Collections.emptyIterator();
  }

  @Override
  public int size() {
    use();
    return 0;
  }

  @Override
  public boolean getObjectTruthValue() {
    use();
    return false;
  }

  @Override
  public String toString() {
    use();
    return "";
  }
}
