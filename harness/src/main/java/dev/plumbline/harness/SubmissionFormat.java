package dev.plumbline.harness;

import dev.plumbline.protocol.PlumblineException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;

/** What {@code submit} can write. */
enum SubmissionFormat {
  EEE,
  HF,
  MODEL_INDEX,
  LM_EVAL,
  HUMAN_EVAL,
  EVALPLUS;

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it holds the rows of data. */
  boolean readsRows() {
    return this == LM_EVAL || this == HUMAN_EVAL || this == EVALPLUS;
  }

  /** Whether a task without scores has nothing to say in it. */
  boolean needsScores() {
    return this != HUMAN_EVAL && this != EVALPLUS;
  }

  static final class Converter implements ITypeConverter<SubmissionFormat> {
    @Override
    public SubmissionFormat convert(String text) {
      return Arrays.stream(values())
          .filter(format -> format.toString().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new PlumblineException(
                      "--format "
                          + text
                          + " is none of "
                          + Arrays.stream(values())
                              .map(SubmissionFormat::toString)
                              .collect(Collectors.joining(", "))));
    }
  }
}
