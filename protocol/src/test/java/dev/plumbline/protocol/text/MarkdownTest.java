package dev.plumbline.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTest {

  @Test
  void markupHtmlAndMentionsStandInACodeSpan() {
    assertThat(Markdown.code("<script>alert(1)</script> **b** @user [x](y)"))
        .isEqualTo("`<script>alert(1)</script> **b** @user [x](y)`");
  }

  @Test
  void fenceIsLongerThanAnyRunOfBackticks() {
    assertThat(Markdown.code("a ``` b")).isEqualTo("```` a ``` b ````");
  }

  @Test
  void invisibleCharactersAreShownByTheirNumbers() {
    assertThat(Markdown.code("a\r\n# b\u202Ec\uD800\u2028\u0000"))
        .isEqualTo("`a\\u{d}\\u{a}# b\\u{202e}c\\u{d800}\\u{2028}\\u{0}`");
  }

  @Test
  void htmlStaysInsideTheSpan() {
    assertThat(Markdown.cell("<script>` <img src=x onerror=y>|"))
        .isEqualTo("`` <script>` <img src=x onerror=y>\\| ``");
  }

  @Test
  void emptyTextIsStillACodeSpan() {
    assertThat(Markdown.code("")).isEqualTo("`  `");
  }

  @Test
  void barInACellDoesNotEndIt() {
    assertThat(Markdown.cell("a|b")).isEqualTo("`a\\|b`");
  }
}
