package dev.plumbline.runner.export.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.protocol.PlumblineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The tensors of a checkpoint folder, in one safetensors file or in many with an index. */
public final class Checkpoint {
  private static final String SINGLE = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";

  private final Path listing;
  private final Map<String, SafetensorsTensor> tensors;
  private final Set<String> read = new HashSet<>();

  private Checkpoint(Path listing, Map<String, SafetensorsTensor> tensors) {
    this.listing = listing;
    this.tensors = tensors;
  }

  public static Checkpoint open(Path folder) {
    Path single = folder.resolve(SINGLE);
    Path index = folder.resolve(INDEX);
    if (Files.isRegularFile(single)) {
      return new Checkpoint(single, SafetensorsFile.tensors(single));
    } else if (Files.isRegularFile(index)) {
      return new Checkpoint(index, shards(folder, index));
    }
    throw new PlumblineException(
        "%s: no weights; expected %s, or %s with its shards".formatted(folder, SINGLE, INDEX));
  }

  private static Map<String, SafetensorsTensor> shards(Path folder, Path index) {
    JsonNode map = JsonFile.read(index).path("weight_map");
    if (!map.isObject() || map.isEmpty()) {
      throw new PlumblineException("%s: has no weight_map; fetch it again".formatted(index));
    }
    Map<String, Map<String, SafetensorsTensor>> shards = new TreeMap<>();
    Map<String, SafetensorsTensor> tensors = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      String shard = entry.getValue().asText();
      Path file = folder.resolve(shard);
      if (!file.getParent().equals(folder) || !Files.isRegularFile(file)) {
        throw new PlumblineException(
            "%s: names the shard '%s', which is not in %s; fetch all files of the checkpoint"
                .formatted(index, shard, folder));
      }
      SafetensorsTensor tensor =
          shards.computeIfAbsent(shard, name -> SafetensorsFile.tensors(file)).get(entry.getKey());
      if (tensor == null) {
        throw new PlumblineException(
            "%s: has no tensor '%s', which %s places there; fetch the checkpoint again"
                .formatted(file, entry.getKey(), INDEX));
      }
      tensors.put(entry.getKey(), tensor);
    }
    return tensors;
  }

  /** Whether a tensor's name ends so. */
  public boolean holds(String suffix) {
    return tensors.keySet().stream().anyMatch(name -> name.endsWith(suffix));
  }

  /** A tensor that may be absent. */
  public Optional<SafetensorsTensor> find(String name) {
    read.add(name);
    return Optional.ofNullable(tensors.get(name));
  }

  /** A tensor of just this shape. */
  public SafetensorsTensor require(String name, List<Long> shape) {
    return find(name)
        .orElseThrow(
            () ->
                new PlumblineException(
                    "%s: no tensor '%s' of shape %s, which config.json asks for; use the files of"
                            .formatted(listing, name, shape)
                        + " one model"))
        .require(shape);
  }

  /** Refuses a second copy of a tensor that differs from the first one. */
  public void requireCopy(SafetensorsTensor tensor, SafetensorsTensor copy) {
    if (!copy.require(tensor.shape()).sameBytes(tensor)) {
      throw new PlumblineException(
          "%s: tensor '%s' differs from '%s', where config.json says that they are tied; use the"
                  .formatted(listing, copy.name(), tensor.name())
              + " files of one model");
    }
  }

  /**
   * Refuses a tensor that was not read.
   *
   * @param inert says of a tensor's name whether no result depends on it
   */
  public void requireAllRead(Predicate<String> inert) {
    for (String name : new TreeSet<>(tensors.keySet())) {
      if (!read.contains(name) && !inert.test(name)) {
        throw new PlumblineException(
            "%s: has the tensor '%s', which the model of config.json does not use; use the files of"
                    .formatted(listing, name)
                + " one model");
      }
    }
  }
}
