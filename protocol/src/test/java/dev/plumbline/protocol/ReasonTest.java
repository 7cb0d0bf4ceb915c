package dev.plumbline.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReasonTest {
  @TempDir Path folder;

  private interface Action {
    Object run() throws IOException;
  }

  @Test
  void whatFilesRefuseIsSaidInWords() throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[] {(byte) 0xff});
    assertThat(reason(() -> Files.readString(folder.resolve("none"))))
        .isEqualTo("no such file or folder");
    assertThat(reason(() -> Files.createFile(file)))
        .isEqualTo("there is something of this name already");
    assertThat(reason(() -> entries(file))).isEqualTo("not a folder");
    assertThat(reason(() -> Files.readString(file, StandardCharsets.UTF_8)))
        .isEqualTo("not UTF-8 text");
    assertThat(reason(() -> Files.readString(file.resolve("below")))).isEqualTo("Not a directory");
  }

  @Test
  void whatANetworkRefusesIsSaidInWords() {
    assertThat(PlumblineException.reason(new ConnectException())).isEqualTo("no connection");
  }

  @Test
  void aCauseCountsWhereItIsWrapped() {
    assertThat(PlumblineException.reason(new UncheckedIOException(new ConnectException())))
        .isEqualTo("no connection");
  }

  private static Object entries(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return entries.iterator().hasNext();
    }
  }

  private static String reason(Action action) {
    try {
      throw new AssertionError("nothing was refused: " + action.run());
    } catch (IOException e) {
      return PlumblineException.reason(e);
    }
  }
}
