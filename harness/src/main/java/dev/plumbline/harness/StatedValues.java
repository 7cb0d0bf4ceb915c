package dev.plumbline.harness;

import dev.plumbline.protocol.PlumblineException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The settings of a manifest, each of the kind that it must be. */
record StatedValues(Map<String, Object> values) {

  String text(String name) {
    return optionalText(name).orElseThrow(() -> wrong(name, "a text"));
  }

  Optional<String> optionalText(String name) {
    return optional(name, String.class, "a text");
  }

  List<String> texts(String name) {
    List<?> list =
        optional(name, List.class, "a list").orElseThrow(() -> wrong(name, "a list of texts"));
    return list.stream().map(Object::toString).toList();
  }

  Number number(String name) {
    return optional(name, Number.class, "a number").orElseThrow(() -> wrong(name, "a number"));
  }

  OptionalInt optionalInt(String name) {
    Optional<Integer> number = optional(name, Integer.class, "a whole number");
    return number.isEmpty() ? OptionalInt.empty() : OptionalInt.of(number.get());
  }

  Optional<Number> optionalNumber(String name) {
    return optional(name, Number.class, "a number");
  }

  OptionalDouble optionalDouble(String name) {
    Optional<Number> number = optionalNumber(name);
    return number.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(number.get().doubleValue());
  }

  Optional<Boolean> optionalFlag(String name) {
    return optional(name, Boolean.class, "true or false");
  }

  boolean flag(String name) {
    return optionalFlag(name).orElseThrow(() -> wrong(name, "true or false"));
  }

  <E extends Enum<E>> E constant(String name, Class<E> type) {
    String text = text(name);
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(text))
        .findFirst()
        .orElseThrow(() -> wrong(name, "one of " + Arrays.toString(type.getEnumConstants())));
  }

  private <T> Optional<T> optional(String name, Class<T> type, String expected) {
    Object value = values.get(name);
    if (value != null && !type.isInstance(value)) {
      throw wrong(name, expected);
    }
    return Optional.ofNullable(type.cast(value));
  }

  private PlumblineException wrong(String name, String expected) {
    return new PlumblineException(
        "setting %s is %s; expected %s, so that the sweep cannot be repeated"
            .formatted(name, values.get(name), expected));
  }
}
