package dev.plumbline.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PythonSpaceTest {
  @Test
  void stripsWhatPythonStrips() {
    // All characters for which CPython 3.11 says chr(c).isspace().
    int[] spaces = {
      0x9, 0xa, 0xb, 0xc, 0xd, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x2001,
      0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029,
      0x202f, 0x205f, 0x3000
    };
    StringBuilder all = new StringBuilder(" a");
    for (int space : spaces) {
      all.append((char) space);
    }
    assertThat(PythonSpace.stripTrailing(all.toString())).isEqualTo(" a");
  }

  @Test
  void keepsWhatPythonKeeps() {
    assertThat(PythonSpace.stripTrailing("a\u200b")).isEqualTo("a\u200b");
    assertThat(PythonSpace.stripTrailing("a\ufeff")).isEqualTo("a\ufeff");
    assertThat(PythonSpace.stripTrailing("")).isEmpty();
  }
}
