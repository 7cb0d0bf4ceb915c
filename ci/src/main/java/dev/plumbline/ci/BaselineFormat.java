package dev.plumbline.ci;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** What writer and reader of a baseline's file have in common. */
final class BaselineFormat {
  /** A reader refuses a later one. */
  static final int VERSION = 1;

  /** Where the first line has the version. */
  static final String KEY = "plumbline_baseline";

  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private BaselineFormat() {}
}
