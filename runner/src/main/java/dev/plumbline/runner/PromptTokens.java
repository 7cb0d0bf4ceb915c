package dev.plumbline.runner;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.text.PythonSpace;
import dev.plumbline.runner.tokenizer.Tokenizer;
import dev.plumbline.runner.tokenizer.UnanswerableException;
import java.util.List;

/** What the model reads of a request before it answers. */
record PromptTokens(Tokenizer tokenizer, int blockSize) {
  /**
   * The tokens of its context, as scoring and generating read it, or of the text that is read as a
   * whole; cut from the left to the block size.
   *
   * @throws PlumblineException for an empty prompt where no token stands for it
   */
  List<Integer> of(Request request) {
    String text =
        request.match(
            scored ->
                scored.rolling() ? scored.text() : PythonSpace.stripTrailing(scored.context()),
            Request.GenerateUntil::context);
    List<Integer> tokens = tokenizer.encode(text);
    if (tokens.isEmpty()) {
      try {
        return List.of(tokenizer.prefixToken());
      } catch (UnanswerableException e) {
        throw new PlumblineException(request.document() + ": " + e.getMessage(), e);
      }
    }
    return tokens.subList(Math.max(0, tokens.size() - blockSize), tokens.size());
  }
}
