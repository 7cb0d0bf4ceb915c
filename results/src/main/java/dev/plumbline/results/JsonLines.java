package dev.plumbline.results;

import com.fasterxml.jackson.databind.ObjectReader;
import dev.plumbline.protocol.PlumblineException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads one JSON object a line; an error names file and line. */
final class JsonLines {

  /** The keys of a line as a record, {@code null} where a key is absent. */
  interface Line<T> {
    /**
     * What the line says.
     *
     * @throws PlumblineException if keys are missing or contradict each other
     */
    T read();
  }

  /** Reads lazily; the stream must be closed. */
  static <T> Stream<T> read(Path file, Class<? extends Line<T>> type) {
    try {
      BufferedReader in = Files.newBufferedReader(file);
      return StreamSupport.stream(new Lines<>(file, in, type), false)
          .onClose(
              () -> {
                try {
                  in.close();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (IOException e) {
      throw new PlumblineException(file + ": cannot be read: " + PlumblineException.reason(e), e);
    }
  }

  static <T> T require(T value, String key) {
    if (value == null) {
      throw new PlumblineException("key '" + key + "' is missing");
    }
    return value;
  }

  private static final class Lines<T> extends AbstractSpliterator<T> {
    private final Path file;
    private final BufferedReader in;
    private final Class<? extends Line<T>> type;
    private final ObjectReader reader;
    private int number;

    Lines(Path file, BufferedReader in, Class<? extends Line<T>> type) {
      super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
      this.file = file;
      this.in = in;
      this.type = type;
      this.reader = Json.reader(type);
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
      number++;
      T next;
      try {
        String line = in.readLine();
        if (line == null) {
          return false;
        }
        Line<T> read = type.cast(reader.readValue(line));
        next = require(read, "task").read();
      } catch (IOException e) {
        throw at(Json.reason(e), e);
      } catch (PlumblineException | IllegalArgumentException e) {
        throw at(e.getMessage(), e);
      } catch (NullPointerException e) {
        throw at("a list or map of the line holds a null", e);
      }
      action.accept(next);
      return true;
    }

    private PlumblineException at(String message, Exception cause) {
      return new PlumblineException(file + ":" + number + ": " + message, cause);
    }
  }

  private JsonLines() {}
}
