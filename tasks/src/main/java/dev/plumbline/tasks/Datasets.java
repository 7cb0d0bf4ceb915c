package dev.plumbline.tasks;

import java.nio.file.Path;

/**
 * Where data files are looked for. For a data set {@code owner/NAME} and a split {@code SPLIT}
 * these are tried, in this order, each as {@code .jsonl}, {@code .jsonl.gz}, {@code .json}, {@code
 * .csv}, {@code .csv.gz} and {@code .parquet}: {@code NAME/SPLIT}, {@code NAME/CONFIG/SPLIT},
 * {@code NAME_SPLIT}, {@code NAME-SPLIT}; the built-in data sets' original file names are known as
 * well.
 */
public final class Datasets {
  private Datasets() {}

  /** Data files in a folder; nothing is fetched. */
  public static Datasets in(Path folder) {
    return new Datasets();
  }

  /** Data files that {@link DataCatalog} fetched into its cache folder. */
  public static Datasets cache(Path folder) {
    return new Datasets();
  }
}
