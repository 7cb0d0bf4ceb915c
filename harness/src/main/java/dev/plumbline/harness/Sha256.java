package dev.plumbline.harness;

import static org.apache.commons.codec.digest.MessageDigestAlgorithms.SHA_256;

import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.codec.digest.DigestUtils;

/** The SHA-256 of a file, in lower-case hexadecimal. */
final class Sha256 {
  private Sha256() {}

  static String of(Path file) {
    try {
      return new DigestUtils(SHA_256).digestAsHex(file);
    } catch (IOException e) {
      throw new PlumblineException(file + ": cannot be read: " + PlumblineException.reason(e));
    }
  }
}
