package dev.plumbline.exchange.everyevalever;

import java.util.Locale;

/**
 * What a run does not know of itself and its author has to say.
 *
 * @param model {@code developer/model}
 * @param organization that provides the results
 */
public record Submitter(
    String model, String organization, Relationship relationship, Availability availability) {

  /** Between whoever evaluated and the model. */
  public enum Relationship {
    FIRST_PARTY,
    THIRD_PARTY,
    COLLABORATIVE,
    OTHER
  }

  /** Of the model's weights. */
  public enum Availability {
    OPEN_WEIGHTS,
    CLOSED_WEIGHTS,
    UNKNOWN
  }

  String developer() {
    return model.substring(0, model.indexOf('/'));
  }

  String modelName() {
    return model.substring(model.indexOf('/') + 1);
  }

  /** An enumeration's constant as the schema writes it. */
  static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
