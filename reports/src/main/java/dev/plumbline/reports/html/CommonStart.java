package dev.plumbline.reports.html;

import dev.plumbline.protocol.Question;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What a first reading of a task's documents tells: the start of all prompts, and a fingerprint.
 */
final class CommonStart {
  /** In characters; less is not worth showing apart. */
  private static final int MIN_LENGTH = 80;

  private final MessageDigest hash = DigestUtils.getSha256Digest();
  private String first;
  private int same;
  private int documents;

  void add(Question question) {
    String context = question.context();
    if (first == null) {
      first = context;
      same = context.length();
    }
    int limit = Math.min(same, context.length());
    int matched = 0;
    while (matched < limit && context.charAt(matched) == first.charAt(matched)) {
      matched++;
    }
    same = matched;
    documents++;
    DigestUtils.updateDigest(hash, question.toString());
  }

  /** The shared characters up to the end of a line; 0 where that is little, or for one document. */
  int length() {
    int lineEnd = same == 0 ? -1 : first.lastIndexOf('\n', same - 1);
    return documents < 2 || lineEnd + 1 < MIN_LENGTH ? 0 : lineEnd + 1;
  }

  String text() {
    return first == null ? "" : first.substring(0, length());
  }

  /** Equal for the same documents in the same order; to be asked once, after the last. */
  String fingerprint() {
    return HexFormat.of().formatHex(hash.digest());
  }
}
