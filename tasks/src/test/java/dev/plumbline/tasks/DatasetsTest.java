package dev.plumbline.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
  @TempDir Path folder;

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private PreparedTask prepared(String task) {
    return PreparedTask.of(
        TaskRegistry.builtIn().select(List.of(task)).get(0),
        Datasets.in(folder),
        PromptOptions.defaults(),
        OptionalInt.empty());
  }

  @Test
  void hellaswagIsReadInItsOriginalSchema() throws IOException {
    write(
        "hellaswag_val.jsonl",
        """
        {"ind": 24, "activity_label": "Roof [title] work", "ctx_a": "A man sits.", "ctx_b": "he", \
        "ctx": "A man sits. he", "split": "val", "split_type": "indomain", "label": 3, \
        "endings": ["is  up.", "[step] falls.", "eats.", "works."], "source_id": "activitynet~v_x"}
        """);
    Question question = prepared("hellaswag").questions().get(0);
    assertThat(question)
        .isEqualTo(
            new Question(
                new Request.Loglikelihoods(
                    new DocumentId("hellaswag", 0),
                    "Roof. work: A man sits. He",
                    List.of(" is up.", "  falls.", " eats.", " works.")),
                "3"));
  }

  @Test
  void openBookQaIsReadInItsOriginalSchema() throws IOException {
    write(
        "openbookqa/test.jsonl",
        """
        {"id": "8-343", "question": {"stem": "The sky is", "choices": [{"text": "blue", \
        "label": "A"}, {"text": "red", "label": "B"}]}, "answerKey": "B"}
        """);
    assertThat(prepared("openbookqa").questions())
        .containsExactly(
            new Question(
                new Request.Loglikelihoods(
                    new DocumentId("openbookqa", 0), "The sky is", List.of(" blue", " red")),
                "1"));
  }

  @Test
  void mbppTestSplitIsNumbers11To510OfTheWholeFile() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int id = 1; id <= 974; id++) {
      rows.append(
          "{\"task_id\": %d, \"text\": \"t%d\", \"code\": \"c\", \"test_list\": [\"a\",\"b\",\"c\"]}\n"
              .formatted(id, id));
    }
    write("mbpp/mbpp.jsonl", rows.toString());
    PreparedTask task = prepared("mbpp");
    assertThat(task.questions()).hasSize(500);
    assertThat(task.questions().get(0).context()).contains("here is your task: t11 Your code");
    assertThat(task.questions().get(499).context()).contains("here is your task: t510 Your code");
    assertThat(task.dataFiles()).extracting(DataFile::rows).containsExactly(974);
  }

  @Test
  void dataFilesCarryTheirHashes() throws IOException {
    write("humaneval/test.jsonl", "{\"prompt\": \"p\", \"test\": \"t\", \"entry_point\": \"e\"}\n");
    PreparedTask task = prepared("humaneval");
    // From sha256sum.
    assertThat(task.dataFiles())
        .containsExactly(
            new DataFile(
                folder.resolve("humaneval/test.jsonl"),
                "90d512e0d95ea24b43bf0c6b32b9b2a90355f4d651207f89789abff309bb39a3",
                49,
                1));
  }

  @Test
  void missingBuiltInDataSaysHowToGetIt() {
    assertThatThrownBy(() -> prepared("gsm8k"))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "task gsm8k: no data for split 'test' of openai/gsm8k: expected "
                + folder.resolve("gsm8k/test.jsonl")
                + "; plumbline data fetch gsm8k gets it, or put it there");
  }

  @Test
  void missingFieldIsNamedWithTaskFileAndRow() throws IOException {
    write(
        "hellaswag/validation.jsonl",
        "{\"activity_label\": \"a\", \"ctx_a\": \"b\", \"endings\": [\"c\"], \"label\": \"0\"}\n");
    assertThatThrownBy(() -> prepared("hellaswag"))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "task hellaswag: "
                + folder.resolve("hellaswag/validation.jsonl")
                + ", row 1: field 'ctx_b' is missing; the row has [activity_label, ctx_a, endings,"
                + " label]");
  }

  @Test
  void goldThatIsNoChoiceIsNamed() throws IOException {
    write(
        "openbookqa/test.jsonl",
        """
        {"question_stem": "s", "choices": {"text": ["x"], "label": ["A"]}, "answerKey": "C"}
        """);
    assertThatThrownBy(() -> prepared("openbookqa"))
        .hasMessage(
            "task openbookqa: "
                + folder.resolve("openbookqa/test.jsonl")
                + ", row 1: doc_to_target: 'C' is not in the list; the row has"
                + " [question_stem, choices, answerKey]");
  }

  @Test
  void folderThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> Datasets.in(folder.resolve("none")))
        .isInstanceOf(PlumblineException.class)
        .hasMessage("there is no data folder " + folder.resolve("none"));
  }
}
