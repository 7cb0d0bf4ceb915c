package dev.plumbline.runner.bundle;

import dev.plumbline.runner.network.Part;
import java.util.List;

/** The names of a bundle's files. */
public final class BundleFiles {
  public static final String DESCRIPTION = "plumbline.json";
  public static final String PRELUDE = "prelude.onnx";
  public static final String CORE = "core.onnx";
  public static final String CODA = "coda.onnx";

  /** External data of the three graphs. */
  public static final String WEIGHTS = "weights.bin";

  public static final String TOKENIZER = "tokenizer.json";

  /** What every bundle has beside its description. */
  static final List<String> REQUIRED = List.of(PRELUDE, CORE, CODA, WEIGHTS, TOKENIZER);

  /** The file of a part's graph. */
  public static String graph(Part part) {
    return switch (part) {
      case PRELUDE -> PRELUDE;
      case CORE -> CORE;
      case CODA -> CODA;
    };
  }

  private BundleFiles() {}
}
