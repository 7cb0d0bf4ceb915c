package dev.plumbline.tasks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.data.Checksums;
import dev.plumbline.tasks.data.Download;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Data sets of the Hugging Face hub, as the Parquet files that it makes of each. */
public final class HubDatasets {
  private static final String PUBLIC = "https://huggingface.co";

  private final String endpoint;
  private final Download download;

  private HubDatasets(String endpoint, Download download) {
    this.endpoint = endpoint;
    this.download = download;
  }

  /**
   * The hub that {@code HF_ENDPOINT} names, else the public one, with the token of {@code HF_TOKEN}
   * and the proxies of {@code HTTPS_PROXY} and its like. No other host gets the token.
   */
  public static HubDatasets of(Map<String, String> environment) {
    String given = environment.getOrDefault("HF_ENDPOINT", "").replaceFirst("/+$", "");
    String endpoint = given.isEmpty() ? PUBLIC : given;
    Optional<String> token =
        Optional.ofNullable(environment.get("HF_TOKEN")).filter(text -> !text.isBlank());
    return new HubDatasets(
        endpoint,
        new Download(
            environment, token.map(text -> new Download.Token(URI.create(endpoint), text))));
  }

  /**
   * Fetches what is not in the cache yet; each file appears there only when it is whole, with its
   * SHA-256 beside it.
   *
   * @param dataset such as {@code openai/gsm8k}
   * @param config absent: the only one, or the one that is called default
   * @param splits none: all
   * @param progress told one line for each file
   * @return the files, fetched now or before
   */
  public List<Path> fetch(
      String dataset,
      Optional<String> config,
      List<String> splits,
      Path cache,
      Consumer<String> progress) {
    if (!dataset.matches("[A-Za-z0-9][\\w.-]*/[A-Za-z0-9][\\w.-]*")) {
      throw new PlumblineException("'" + dataset + "' is no data set; write OWNER/NAME");
    }
    JsonNode listed = list(dataset);
    String chosen = config.orElseGet(() -> only(dataset, listed));
    JsonNode bySplit = listed.path(chosen);
    Path folder = cache.resolve(dataset.substring(dataset.indexOf('/') + 1));
    List<Path> files = new ArrayList<>();
    for (String split : splits.isEmpty() ? names(bySplit) : splits) {
      if (!bySplit.path(split).isArray()
          || bySplit.path(split).isEmpty()
          || !(chosen + split).matches("[\\w. -]+")) {
        throw new PlumblineException(
            "%s has no configuration '%s' with a split '%s'; it has %s"
                .formatted(dataset, chosen, split, known(listed)));
      }
      int shards = bySplit.get(split).size();
      Path place = config.map(folder::resolve).orElse(folder);
      for (int i = 0; i < shards; i++) {
        Path file = place.resolve("%s-%05d-of-%05d.parquet".formatted(split, i, shards));
        fetch(bySplit.get(split).get(i).asText(), folder, file, progress);
        files.add(file);
      }
    }
    return files;
  }

  private JsonNode list(String dataset) {
    URI from = URI.create(endpoint + "/api/datasets/" + dataset + "/parquet");
    try {
      return new JsonMapper().readTree(download.text(from));
    } catch (JsonProcessingException e) {
      throw new PlumblineException(from + ": answers with no JSON", e);
    } catch (IOException e) {
      throw new PlumblineException(
          "cannot list %s at %s: %s".formatted(dataset, from, PlumblineException.reason(e)), e);
    }
  }

  private static String only(String dataset, JsonNode listed) {
    List<String> configs = names(listed);
    if (configs.size() == 1 || configs.contains("default")) {
      return configs.contains("default") ? "default" : configs.get(0);
    }
    throw new PlumblineException(
        dataset + " has several configurations; name one with --dataset-name: " + configs);
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static String known(JsonNode listed) {
    TreeSet<String> known = new TreeSet<>();
    names(listed).forEach(config -> known.add(config + " " + names(listed.get(config))));
    return String.join(", ", known);
  }

  private void fetch(String url, Path folder, Path file, Consumer<String> progress) {
    Checksums checksums = new Checksums(folder);
    try {
      if (checksums.holds(file)) {
        progress.accept(file + " is there");
        return;
      }
      progress.accept("fetching " + url);
      checksums.put(file, download.fetch(URI.create(url), file));
    } catch (IOException | IllegalArgumentException e) {
      String reason = e instanceof IOException io ? PlumblineException.reason(io) : e.getMessage();
      throw new PlumblineException(
          "cannot fetch %s: %s; what is whole was kept, give the command again"
              .formatted(url, reason),
          e);
    }
  }
}
