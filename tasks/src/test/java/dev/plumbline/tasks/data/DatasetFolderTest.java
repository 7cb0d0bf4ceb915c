package dev.plumbline.tasks.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.tasks.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Splits have the files that Hugging Face datasets takes, recorded by {@code data_folders.py}. */
class DatasetFolderTest {
  @TempDir private Path folder;

  static List<JsonNode> folders() {
    return StreamSupport.stream(Golden.json("data-folders.json").spliterator(), false).toList();
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void splitsAreThoseOfDatasets(JsonNode recorded) throws IOException {
    for (Map.Entry<String, JsonNode> file : recorded.get("files").properties()) {
      write(file.getKey(), file.getValue().asText());
    }
    for (JsonNode query : recorded.get("splits")) {
      Optional<String> config =
          Optional.of(query.get("config").asText()).filter(name -> !name.equals("null"));
      String split = query.get("split").asText();
      if (query.get("files").isNull()) {
        assertThatThrownBy(() -> new DatasetFolder(folder).files(config, split))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("has no split '" + split + "'");
      } else {
        List<String> expected = new ArrayList<>();
        query.get("files").forEach(name -> expected.add(name.asText()));
        assertThat(new DatasetFolder(folder).files(config, split))
            .extracting(file -> folder.relativize(file).toString())
            .as(recorded.get("name") + " " + config + " " + split)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void configurationMayBeAFolder() throws IOException {
    Path second = write("en/test-00001-of-00002.parquet", "");
    Path first = write("en/test-00000-of-00002.parquet", "");
    DatasetFolder data = new DatasetFolder(folder);
    assertThat(data.files(Optional.of("en"), "test")).containsExactly(first, second);
    assertThatThrownBy(() -> data.files(Optional.of("fr"), "test"))
        .hasMessage(folder + ": has no configuration 'fr'");
    assertThatThrownBy(() -> data.files(Optional.of("../x"), "test"))
        .hasMessage(folder + ": has no configuration '../x'");
  }

  @Test
  void splitOfSeveralKindsIsRefused() throws IOException {
    write("test.csv", "");
    write("test.jsonl", "");
    assertThatThrownBy(() -> new DatasetFolder(folder).files(Optional.empty(), "test"))
        .hasMessage(
            folder + ": the split is there as [.csv, .jsonl]; name its files in data_files");
  }

  @Test
  void hubsCacheGivesTheSnapshotOfMain() throws IOException {
    write("datasets--o--n/snapshots/abc/test.jsonl", "");
    HubCache cache = new HubCache(folder);
    Path snapshots = folder.resolve("datasets--o--n/snapshots");
    assertThat(cache.snapshot("o/n")).contains(snapshots.resolve("abc"));
    write("datasets--o--n/snapshots/def/test.jsonl", "");
    assertThatThrownBy(() -> cache.snapshot("o/n"))
        .hasMessage(
            snapshots + ": has several snapshots and no refs/main that says which is meant");
    write("datasets--o--n/refs/main", "def\n");
    assertThat(cache.snapshot("o/n")).contains(snapshots.resolve("def"));
    assertThat(cache.snapshot("o/other")).isEmpty();
  }

  @Test
  void hubsCacheIsWhereItsClientLooks() throws IOException {
    write("a/hub/datasets--n/snapshots/x/test.jsonl", "");
    Path home = folder.resolve("home");
    Map<String, String> named = Map.of("HF_HUB_CACHE", folder.resolve("a/hub").toString());
    assertThat(HubCache.of(named, home).snapshot("n")).isPresent();
    Map<String, String> above = Map.of("HF_HOME", folder.resolve("a").toString());
    assertThat(HubCache.of(above, home).snapshot("n")).isPresent();
    write("home/.cache/huggingface/hub/datasets--m/snapshots/x/test.jsonl", "");
    assertThat(HubCache.of(Map.of("HF_HOME", ""), home).snapshot("m")).isPresent();
    assertThat(HubCache.of(above, home).snapshot("m")).isEmpty();
  }
}
