package dev.plumbline.tasks.jinja;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.util.ForLoop;
import dev.plumbline.tasks.python.PythonText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;

/**
 * What templates see of a value: map entries, list items, characters, the loop variable, and the
 * Python methods of {@link PythonMethods}. Nothing else, so that no template reaches Java.
 */
final class PythonValues extends ELResolver {
  private final boolean strict;

  PythonValues(boolean strict) {
    this.strict = strict;
  }

  @Override
  public Object getValue(ELContext context, Object base, Object property) {
    context.setPropertyResolved(true);
    String name = String.valueOf(property);
    if (base instanceof Undefined undefined) {
      throw undefined.failure();
    }
    if (base instanceof Map<?, ?> map) {
      if (map.containsKey(name)) {
        return map.get(name);
      }
    } else if (base instanceof List<?> list) {
      int index = index(name, list.size());
      if (index >= 0) {
        return list.get(index);
      }
    } else if (base instanceof String text) {
      int index = index(name, PythonText.length(text));
      if (index >= 0) {
        return Character.toString(text.codePointAt(text.offsetByCodePoints(0, index)));
      }
    } else if (base instanceof ForLoop loop) {
      Object value = loopVariable(loop, name);
      if (value != null) {
        return value;
      }
    }
    return new Undefined(name, strict);
  }

  /** The position that a Python index means, or -1 for none. */
  private static int index(String name, int size) {
    if (!name.matches("-?[0-9]{1,9}")) {
      return -1;
    }
    int index = Integer.parseInt(name);
    int position = index < 0 ? index + size : index;
    return position < size ? position : -1;
  }

  private static Object loopVariable(ForLoop loop, String name) {
    return switch (name) {
      case "index" -> (long) loop.getIndex();
      case "index0" -> (long) loop.getIndex0();
      case "revindex" -> (long) loop.getRevindex();
      case "revindex0" -> (long) loop.getRevindex0();
      case "first" -> loop.isFirst();
      case "last" -> loop.isLast();
      case "length" -> (long) loop.getLength();
      case "depth" -> (long) loop.getDepth();
      case "depth0" -> (long) loop.getDepth0();
      default -> null;
    };
  }

  @Override
  public Object invoke(
      ELContext context, Object base, Object method, Class<?>[] paramTypes, Object[] params) {
    context.setPropertyResolved(true);
    String name = String.valueOf(method);
    List<Object> arguments = new ArrayList<>();
    for (Object param : params == null ? new Object[0] : params) {
      arguments.add(param);
    }
    if (base instanceof Filter filter && name.equals("filter")) {
      return applied(filter, arguments);
    }
    if (base instanceof ExpTest test) {
      Object[] others = arguments.subList(2, arguments.size()).toArray();
      JinjavaInterpreter interpreter = (JinjavaInterpreter) arguments.get(1);
      return test.evaluate(arguments.get(0), interpreter, others) != name.equals("evaluateNegated");
    }
    if (base instanceof Undefined undefined) {
      throw undefined.failure();
    }
    if (base instanceof String text) {
      return PythonMethods.ofText(text, name, arguments);
    }
    if (base instanceof Map<?, ?> map) {
      return PythonMethods.ofMap(map, name, arguments);
    }
    if (base instanceof List<?> list) {
      return PythonMethods.ofList(list, name, arguments);
    }
    throw new JinjaException("no method '" + name + "' here");
  }

  /** Jinjava calls a filter with the value, itself, the arguments in order, and those by name. */
  @SuppressWarnings("unchecked")
  private static Object applied(Filter filter, List<Object> arguments) {
    return filter.filter(
        arguments.get(0),
        (JinjavaInterpreter) arguments.get(1),
        (Object[]) arguments.get(2),
        (Map<String, Object>) arguments.get(3));
  }

  @Override
  public Class<?> getType(ELContext context, Object base, Object property) {
    return null;
  }

  @Override
  public void setValue(ELContext context, Object base, Object property, Object value) {
    throw new JinjaException("'" + property + "' cannot be assigned");
  }

  @Override
  public boolean isReadOnly(ELContext context, Object base, Object property) {
    return true;
  }

  @Override
  @SuppressWarnings("removal") // FeatureDescriptor iteration is part of the interface.
  public Iterator<java.beans.FeatureDescriptor> getFeatureDescriptors(
      ELContext context, Object base) {
    return null;
  }

  @Override
  public Class<?> getCommonPropertyType(ELContext context, Object base) {
    return Object.class;
  }
}
