package dev.plumbline.runner.export;

import dev.plumbline.runner.bundle.Architecture;
import dev.plumbline.runner.bundle.BundleFiles;

/** One of the model's three parts, each a graph of its own. */
enum Part {
  PRELUDE(BundleFiles.PRELUDE, "prelude"),
  CORE(BundleFiles.CORE, "core_block"),
  CODA(BundleFiles.CODA, "coda");

  private final String file;
  private final String publishedName;

  Part(String file, String publishedName) {
    this.file = file;
    this.publishedName = publishedName;
  }

  /** The graph's file in the bundle. */
  String file() {
    return file;
  }

  int layers(Architecture architecture) {
    return switch (this) {
      case PRELUDE -> architecture.preludeLayers();
      case CORE -> architecture.coreLayers();
      case CODA -> architecture.codaLayers();
    };
  }

  /** Where the published code keeps a layer's tensors. */
  String layerPrefix(int layer) {
    return "transformer.%s.%d.".formatted(publishedName, layer);
  }
}
