package dev.plumbline.results;

import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.SweepPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The samples of a journal by task, document and point. In memory is only where each of them lies:
 * a run may have more answers than the memory holds.
 */
final class SortedSamples implements AutoCloseable {
  private static final Comparator<Place> ORDER =
      Comparator.comparingInt(Place::task)
          .thenComparingInt(Place::document)
          .thenComparing(Place::point);

  private final FileChannel journal;
  private final List<Place> places;

  /**
   * @param task its place among the run's tasks
   * @param line where the entry begins in the file, in bytes
   * @param length of the entry without its line's end
   */
  private record Place(int task, int document, SweepPoint point, long line, int length) {}

  private SortedSamples(FileChannel journal, List<Place> places) {
    this.journal = journal;
    this.places = places;
  }

  /**
   * Looks where the samples are.
   *
   * @param tasks in the order of the run
   * @throws IllegalArgumentException if a sample is there twice, or of another task
   */
  static SortedSamples of(Path journal, List<String> tasks) throws IOException {
    List<Place> places = new ArrayList<>();
    JournalFile.read(
        journal,
        (entry, line, length) -> {
          Sample sample = entry.sample();
          int task = tasks.indexOf(sample.task());
          if (task < 0) {
            throw new IllegalArgumentException(
                "samples of [" + sample.task() + "] in a run of the tasks " + tasks);
          }
          places.add(new Place(task, sample.document().number(), sample.point(), line, length));
        });
    places.sort(ORDER);
    SortedSamples samples = new SortedSamples(FileChannel.open(journal), places);
    try {
      samples.requireEachOnce();
      return samples;
    } catch (IOException | RuntimeException e) {
      samples.close();
      throw e;
    }
  }

  private void requireEachOnce() throws IOException {
    for (int i = 1; i < size(); i++) {
      if (ORDER.compare(places.get(i - 1), places.get(i)) == 0) {
        SampleId id = get(i).id();
        throw new IllegalArgumentException(
            "twice in one run: %s, docId=%d, iterations=%s"
                .formatted(id.document().task(), id.document().number(), id.point().label()));
      }
    }
  }

  int size() {
    return places.size();
  }

  /** Reads a sample from the journal. */
  Sample get(int index) throws IOException {
    Place place = places.get(index);
    ByteBuffer line = ByteBuffer.allocate(place.length);
    while (line.hasRemaining()) {
      if (journal.read(line, place.line + line.position()) < 0) {
        throw new IOException("the journal was cut off while it was read");
      }
    }
    return CheckedLine.decode(line.array())
        .map(text -> JournalEntry.parse(text).sample())
        .orElseThrow(() -> new IOException("the journal was changed while it was read"));
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
