package dev.plumbline.runner.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpacesTest {
  /** What {@code clean_up_tokenization} of transformers 4.53.3 made of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          He said , " I do n't know ! " .  | He said, " I don't know! ".
          It 's 5 . 5 , is n't it ?        | It's 5. 5, isn't it?
          we 've  ' a ' b  .               | we've 'a'b .
          they 're I 'm                    | they're I'm
          """)
  void textsAreCleanedUpAsByTransformers(String text, String cleaned) {
    assertThat(Spaces.cleanedUp(text)).isEqualTo(cleaned);
  }
}
