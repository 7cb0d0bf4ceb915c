package dev.plumbline.spark;

import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.java.JavaSparkContext;

/** Makes an archive of Spark's out of the folders that executors read. */
final class Shipped {
  /** What the driver serves to each executor; more belongs where all can read it. */
  private static final long MOST_BYTES = 2L << 30;

  private static final double MIB = 1 << 20;

  private Shipped() {}

  /**
   * Has the driver serve them.
   *
   * @return the archive's name
   * @throws PlumblineException if they are too large for that
   */
  static String copy(Map<String, Path> folders, JavaSparkContext spark, Consumer<String> notes) {
    long bytes = Shipment.bytes(folders);
    if (bytes > MOST_BYTES) {
      throw new PlumblineException(
          "--spark-files copy: model and tasks are %.0f MiB, more than the %.0f that are copied to each executor; put them on all machines, or name a folder's URL instead of copy"
              .formatted(bytes / MIB, MOST_BYTES / MIB));
    }
    notes.accept("%.1f MiB of model and tasks are copied to each executor".formatted(bytes / MIB));
    Path archive = Shipment.pack(folders, temporary());
    spark.sc().addArchive(archive.toString());
    return archive.getFileName().toString();
  }

  /**
   * Puts them into a folder that all machines can read, unless they are there.
   *
   * @param folder its URL
   * @return the archive's name
   */
  static String store(
      Map<String, Path> folders, String folder, JavaSparkContext spark, Consumer<String> notes) {
    Path archive = Shipment.pack(folders, temporary());
    String name = archive.getFileName().toString();
    try {
      org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(folder, name);
      FileSystem system = place.getFileSystem(spark.hadoopConfiguration());
      if (system.exists(place)) {
        notes.accept("model and tasks are in %s already".formatted(place));
      } else {
        org.apache.hadoop.fs.Path part = new org.apache.hadoop.fs.Path(folder, name + ".part");
        system.copyFromLocalFile(false, true, new org.apache.hadoop.fs.Path(archive.toUri()), part);
        if (!system.rename(part, place)) {
          throw new IOException("the file cannot get its name");
        }
        notes.accept(
            "%.1f MiB of model and tasks were put into %s"
                .formatted(Files.size(archive) / MIB, place));
      }
      spark.sc().addArchive(system.makeQualified(place).toString());
      Files.delete(archive);
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
      throw new PlumblineException(
          "--spark-files %s: cannot be written: %s".formatted(folder, e.getMessage()), e);
    }
    return name;
  }

  /** Within a folder of Spark's, which goes with the application. */
  private static Path temporary() {
    try {
      return Files.createTempDirectory(Path.of(SparkFiles.getRootDirectory()), "plumbline");
    } catch (IOException e) {
      throw new PlumblineException("no temporary folder: " + PlumblineException.reason(e), e);
    }
  }
}
