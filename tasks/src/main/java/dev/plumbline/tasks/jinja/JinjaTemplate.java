package dev.plumbline.tasks.jinja;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * A parsed template. It renders what Jinja2 3.1 renders, to the byte, or fails. Values are null
 * (None), Boolean, Long, BigInteger, Double, String, List and Map; they print as Python prints
 * them. Immutable and thread-safe.
 */
public final class JinjaTemplate {
  private static final Lexer.WhiteSpace TASK = new Lexer.WhiteSpace(false, false, true);
  private static final Lexer.WhiteSpace CHAT = new Lexer.WhiteSpace(true, true, false);

  private final Builtins builtins;
  private final List<Statement> statements;
  private final Frames frames;
  private final boolean hasLines;

  private JinjaTemplate(Builtins builtins, String source, Lexer.WhiteSpace space) {
    this.builtins = builtins;
    this.hasLines = source.strip().contains("\n");
    try {
      this.statements = StatementParser.parse(Lexer.tokens(source, space), builtins);
      this.frames = Frames.of(statements);
    } catch (JinjaException e) {
      throw placed(e);
    } catch (StackOverflowError e) {
      throw new JinjaException("nests too deeply; simplify the template");
    }
  }

  /**
   * A template of a task file, as lm-evaluation-harness 0.4.13 sets Jinja2 up ({@code
   * lm_eval/utils.py}): undefined names fail, white space is left as it is.
   *
   * @throws JinjaException for a template that cannot be parsed
   */
  public static JinjaTemplate ofTask(String source) {
    return new JinjaTemplate(
        new Builtins(false, Clock.system(ZoneId.systemDefault())), source, TASK);
  }

  /**
   * A chat template, as transformers 4.53 sets Jinja2 up ({@code chat_template_utils.py}):
   * undefined names are empty, {@code trim_blocks} and {@code lstrip_blocks} are on, {@code
   * raise_exception} fails, and nothing that is given can be changed.
   *
   * @param clock what {@code strftime_now} reads
   * @throws JinjaException for a template that cannot be parsed
   */
  public static JinjaTemplate ofChat(String source, Clock clock) {
    return new JinjaTemplate(new Builtins(true, clock), source, CHAT);
  }

  /**
   * The text for these variables.
   *
   * @throws JinjaException naming an undefined variable, or what else went wrong
   */
  public String render(Map<String, ?> variables) {
    try {
      return new Rendering(builtins, frames, variables).of(statements);
    } catch (JinjaException e) {
      throw placed(e);
    } catch (StackOverflowError | OutOfMemoryError e) {
      throw new JinjaException("nests too deeply or builds too much; simplify the template");
    }
  }

  /** A line's number helps where there are several. */
  private JinjaException placed(JinjaException e) {
    return hasLines ? e : e.withoutLine();
  }
}
