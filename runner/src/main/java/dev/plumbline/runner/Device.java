package dev.plumbline.runner;

import dev.plumbline.protocol.PlumblineException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the model runs. */
public sealed interface Device {

  /** The result of the function for this case; a further case is a further parameter. */
  <R> R match(Function<Cpu, R> cpu, Function<Cuda, R> cuda);

  record Cpu() implements Device {
    @Override
    public <R> R match(Function<Cpu, R> cpu, Function<Cuda, R> cuda) {
      return cpu.apply(this);
    }

    @Override
    public String toString() {
      return "cpu";
    }
  }

  /** An NVIDIA GPU by its number. */
  record Cuda(int index) implements Device {
    @Override
    public <R> R match(Function<Cpu, R> cpu, Function<Cuda, R> cuda) {
      return cuda.apply(this);
    }

    @Override
    public String toString() {
      return "cuda:" + index;
    }
  }

  /** Reads {@code cpu}, {@code cuda} or {@code cuda:N}. */
  static Device parse(String text) {
    Matcher cuda = Pattern.compile("cuda(?::(\\d{1,3}))?").matcher(text);
    if (text.equals("cpu")) {
      return new Cpu();
    } else if (cuda.matches()) {
      return new Cuda(cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1)));
    }
    throw new PlumblineException("unknown device '%s'; use cpu or cuda:N".formatted(text));
  }
}
