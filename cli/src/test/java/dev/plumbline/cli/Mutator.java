package dev.plumbline.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Makes broken and hostile variants of a file's bytes; the same seed makes the same ones. */
final class Mutator {
  private static final List<String> TOKENS =
      List.of(
          "null",
          "{}",
          "[]",
          "\"\"",
          "0",
          "-1",
          "1e999",
          "2147483648",
          "9223372036854775807",
          "18446744073709551616",
          "NaN",
          "true",
          "\n",
          "\u0000",
          "\u001b[2J",
          "../",
          "/etc/passwd",
          "[[[[[[[[[[",
          "{\"a\":",
          "&a [*a]",
          "*a",
          "!!java.net.URL [x]",
          "!function x.y",
          "<<: ",
          "{{",
          "}}",
          "{%",
          "%}",
          "{{ x.class }}",
          "(a+)+$",
          "(",
          "{999999}",
          "\ud83d\ude00",
          "\"",
          "'",
          "\\",
          ",",
          ":",
          "\t",
          "|",
          "#");

  private final Random random;

  Mutator(long seed) {
    this.random = new Random(seed);
  }

  /** One edit, or up to four: many get past the first check, some far. */
  byte[] mutate(byte[] original) {
    byte[] bytes = original;
    for (int edits = random.nextBoolean() ? 1 : 1 + random.nextInt(4); edits > 0; edits--) {
      bytes = edit(bytes);
    }
    return bytes;
  }

  private byte[] edit(byte[] bytes) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + random.nextInt(random.nextBoolean() ? 8 : 200));
    return switch (random.nextInt(8)) {
      case 0 -> flipped(bytes, from);
      case 1 -> joined(bytes, from, new byte[0], bytes.length);
      case 2 -> joined(bytes, from, new byte[0], to);
      case 3 -> joined(bytes, to, new byte[0], from);
      case 4 -> joined(bytes, from, token(), from);
      case 5 -> joined(bytes, from, token(), to);
      case 6 -> number(bytes, from);
      default -> joined(bytes, from, repeated(), from);
    };
  }

  private byte[] token() {
    return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
  }

  /** As deep nesting and long names are made. */
  private byte[] repeated() {
    String token = TOKENS.get(random.nextInt(TOKENS.size()));
    return token.repeat(random.nextInt(3_000)).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    if (at < bytes.length) {
      flipped[at] ^= (byte) (random.nextBoolean() ? 1 << random.nextInt(8) : random.nextInt(256));
    }
    return flipped;
  }

  /** Replaces the next run of digits. */
  private byte[] number(byte[] bytes, int from) {
    int start = from;
    while (start < bytes.length && !Character.isDigit(bytes[start])) {
      start++;
    }
    int end = start;
    while (end < bytes.length && Character.isDigit(bytes[end])) {
      end++;
    }
    return joined(bytes, start, token(), end);
  }

  private static byte[] joined(byte[] bytes, int cut, byte[] middle, int rest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, cut);
    out.writeBytes(middle);
    out.write(bytes, rest, bytes.length - rest);
    return out.toByteArray();
  }
}
