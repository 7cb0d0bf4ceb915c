package dev.plumbline.results.exits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenKindTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "\" 12\",DIGIT",
        "\"3.14\",DIGIT",
        "\"1,000\",DIGIT",
        "\" +\",OPERATOR",
        "\"-\",OPERATOR",
        "\"<=\",OPERATOR",
        "\"×\",OPERATOR",
        "\"÷\",OPERATOR",
        "\" the\",WORD",
        "\"x2\",WORD",
        "\"日本\",WORD",
        "\".\",PUNCTUATION",
        "\"?\",PUNCTUATION",
        "\"$\",PUNCTUATION",
        "\" (\",PUNCTUATION",
        "\" \",WHITESPACE",
        "\"\n\n\",WHITESPACE",
        "\"\",OTHER",
        "\"\uFFFD\",OTHER"
      })
  void kindIsThatOfTheText(String text, TokenKind kind) {
    assertThat(TokenKind.of(text)).isEqualTo(kind);
  }
}
