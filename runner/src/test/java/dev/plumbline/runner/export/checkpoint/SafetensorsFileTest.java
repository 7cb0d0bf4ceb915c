package dev.plumbline.runner.export.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.export.TinyCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {

  @TempDir Path temp;

  private Path write(byte[] bytes) throws IOException {
    return Files.write(temp.resolve("model.safetensors"), bytes);
  }

  @Test
  void tensorsAreFoundWithTypeShapeAndPlace() throws IOException {
    String header =
        """
        {"__metadata__": {"format": "pt"},
         "b": {"dtype": "I64", "shape": [], "data_offsets": [4, 12]},
         "a": {"dtype": "F16", "shape": [2, 1], "data_offsets": [0, 4]}}""";
    Path file = write(TinyCheckpoint.safetensors(header, new byte[12]));
    int data = 8 + header.length();
    assertThat(SafetensorsFile.tensors(file))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "a", new SafetensorsTensor(file, "a", "F16", List.of(2L, 1L), data, 4),
                "b", new SafetensorsTensor(file, "b", "I64", List.of(), data + 4, 8)));
  }

  @Test
  void fileWithoutRoomForAHeaderIsRefused() throws IOException {
    refused(write(new byte[7]), "has 7 bytes, too few for a header");
  }

  @Test
  void headerBeyondTheEndIsRefused() throws IOException {
    refused(
        write(new byte[] {100, 0, 0, 0, 0, 0, 0, 0, '{'}),
        "its header ends at byte 108, the file at 9");
  }

  @Test
  void hugeHeaderIsRefusedBeforeMemoryIsTaken() throws IOException {
    refused(
        write(new byte[] {0, 0, 0, 0, 0, 0, 0, (byte) 0x80, '{'}),
        "its header says it has 9223372036854775808 bytes, expected 2 to 100000000");
  }

  /** A header, and what is wrong with it where the data is 8 bytes long. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a": {"dtype": "F32", "shape": [3], "data_offsets": [0, 12]}} | tensor 'a' ends at byte 12 of the data, of which there are 8; the file is cut off
          {"a": {"dtype": "F32", "shape": [1], "data_offsets": [8, 4]}} | tensor 'a' begins at 8, behind its end 4
          {"a": {"dtype": "F32", "shape": [1], "data_offsets": [-4, 0]}} | tensor 'a' needs dtype, shape and data_offsets, found {"dtype":"F32","shape":[1],"data_offsets":[-4,0]}
          {"a": {"dtype": "F32", "shape": 1, "data_offsets": [0, 4]}} | tensor 'a' needs dtype, shape and data_offsets, found {"dtype":"F32","shape":1,"data_offsets":[0,4]}
          {"a": {"shape": [1], "data_offsets": [0, 4]}} | tensor 'a' needs dtype, shape and data_offsets, found {"shape":[1],"data_offsets":[0,4]}
          {"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 99999999999999999999]}} | tensor 'a' needs dtype, shape and data_offsets, found {"dtype":"F32","shape":[1],"data_offsets":[0,99999999999999999999]}
          {"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}, "b": {"dtype": "F32", "shape": [1], "data_offsets": [3, 7]}} | tensors 'a' and 'b' overlap
          {"a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}} | 4 bytes between 'the header' and tensor 'a' are no tensor's
          {"b": {"dtype": "I8", "shape": [3], "data_offsets": [0, 3]}, "a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}} | 1 bytes between 'b' and tensor 'a' are no tensor's
          {"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}} | 4 bytes at its end are no tensor's
          {"a": 1 | its header is no JSON object of tensors
          """)
  void brokenHeaderIsRefused(String header, String reason) throws IOException {
    refused(write(TinyCheckpoint.safetensors(header, new byte[8])), reason);
  }

  private static void refused(Path file, String reason) {
    assertThatThrownBy(() -> SafetensorsFile.tensors(file))
        .isInstanceOf(PlumblineException.class)
        .hasMessage("%s: not a whole safetensors file: %s; fetch it again", file, reason);
  }
}
