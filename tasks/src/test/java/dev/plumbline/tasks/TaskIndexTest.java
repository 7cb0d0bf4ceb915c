package dev.plumbline.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskIndexTest {
  @TempDir Path folder;

  @Test
  void aFolderThatIsALinkHasTheTasksOfWhatItIsALinkTo() throws IOException {
    Path real = Files.createDirectories(folder.resolve("real/below")).getParent();
    Files.writeString(
        real.resolve("below/capital.yaml"),
        """
        task: capital
        dataset_path: json
        dataset_kwargs: {data_files: {test: capital.jsonl}}
        test_split: test
        output_type: generate_until
        doc_to_text: "{{question}}"
        doc_to_target: "{{answer}}"
        metric_list: [{metric: exact_match}]
        """);
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);

    assertThat(TaskRegistry.builtIn().plus(link).select(List.of("capital")))
        .extracting(Task::name)
        .containsExactly("capital");
  }
}
