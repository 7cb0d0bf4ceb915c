package dev.plumbline.runner.export.family;

import dev.plumbline.runner.export.checkpoint.ConfigJson;
import dev.plumbline.runner.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a family's config.json as the exporter does. */
final class Configs {
  private Configs() {}

  static Network network(CheckpointFamily family, Path folder, String json) throws IOException {
    Files.writeString(folder.resolve("config.json"), json);
    ConfigJson config = ConfigJson.read(folder);
    Network network = family.network(config);
    family.trainedDepth(config);
    config.requireAllRead(family.inertKeys());
    return network;
  }
}
