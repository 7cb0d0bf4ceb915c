package dev.plumbline.runner.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as lower-case hexadecimal digits. */
public final class Sha256 {
  private static final int CHUNK_BYTES = 1 << 20;

  private Sha256() {}

  static String of(byte[] bytes) {
    return hex(digest(), bytes);
  }

  static String of(InputStream in) throws IOException {
    MessageDigest digest = digest();
    byte[] chunk = new byte[CHUNK_BYTES];
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
      digest.update(chunk, 0, read);
    }
    return hex(digest);
  }

  /** A digest to feed by parts. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The result of a fed digest. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String hex(MessageDigest digest, byte[] bytes) {
    digest.update(bytes);
    return hex(digest);
  }
}
