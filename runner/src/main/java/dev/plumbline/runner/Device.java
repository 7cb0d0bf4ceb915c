package dev.plumbline.runner;

import dev.plumbline.protocol.PlumblineException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the model runs. */
public sealed interface Device {

  /** The result of the function for this case; a further case is a further parameter. */
  <R> R match(
      Function<Cpu, R> cpu,
      Function<Mapped, R> mapped,
      Function<Bound, R> bound,
      Function<Cuda, R> cuda);

  record Cpu() implements Device {
    @Override
    public <R> R match(
        Function<Cpu, R> cpu,
        Function<Mapped, R> mapped,
        Function<Bound, R> bound,
        Function<Cuda, R> cuda) {
      return cpu.apply(this);
    }

    @Override
    public String toString() {
      return "cpu";
    }
  }

  /** The CPU, with weights that are read in place from their file: starts at once, runs slower. */
  record Mapped() implements Device {
    @Override
    public <R> R match(
        Function<Cpu, R> cpu,
        Function<Mapped, R> mapped,
        Function<Bound, R> bound,
        Function<Cuda, R> cuda) {
      return mapped.apply(this);
    }

    @Override
    public String toString() {
      return "cpu:mapped";
    }
  }

  /** A GPU's code path on the CPU, to check it without a GPU. */
  record Bound() implements Device {
    @Override
    public <R> R match(
        Function<Cpu, R> cpu,
        Function<Mapped, R> mapped,
        Function<Bound, R> bound,
        Function<Cuda, R> cuda) {
      return bound.apply(this);
    }

    @Override
    public String toString() {
      return "cpu:bound";
    }
  }

  /** An NVIDIA GPU by its number. */
  record Cuda(int index) implements Device {
    @Override
    public <R> R match(
        Function<Cpu, R> cpu,
        Function<Mapped, R> mapped,
        Function<Bound, R> bound,
        Function<Cuda, R> cuda) {
      return cuda.apply(this);
    }

    @Override
    public String toString() {
      return "cuda:" + index;
    }
  }

  /** Whether the numbers are in the process's own memory. */
  default boolean isCpu() {
    return match(cpu -> true, mapped -> true, bound -> true, cuda -> false);
  }

  /** Whether weights are read from their file, and not loaded. */
  default boolean mapsWeights() {
    return match(cpu -> false, mapped -> true, bound -> false, cuda -> false);
  }

  /** Reads {@code cpu}, {@code cpu:mapped}, {@code cpu:bound}, {@code cuda} or {@code cuda:N}. */
  static Device parse(String text) {
    Matcher cuda = Pattern.compile("cuda(?::(\\d{1,3}))?").matcher(text);
    if (text.equals("cpu")) {
      return new Cpu();
    } else if (text.equals("cpu:mapped")) {
      return new Mapped();
    } else if (text.equals("cpu:bound")) {
      return new Bound();
    } else if (cuda.matches()) {
      return new Cuda(cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1)));
    }
    throw new PlumblineException(
        "unknown device '%s'; use cpu, cpu:mapped or cuda:N".formatted(text));
  }
}
