package dev.plumbline.tasks.jinja;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.AutoCloseableSupplier.AutoCloseableImpl;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.InterpretException;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.lib.expression.DefaultExpressionStrategy;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import com.hubspot.jinjava.lib.tag.ForTag;
import com.hubspot.jinjava.loader.ResourceNotFoundException;
import com.hubspot.jinjava.random.RandomNumberGeneratorStrategy;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import com.hubspot.jinjava.tree.output.RenderedOutputNode;
import com.hubspot.jinjava.tree.parse.ExpressionToken;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A parsed template. Values are null (None), Boolean, Long, Double, String, List and Map; they
 * print as Python prints them. Immutable and thread-safe.
 */
public final class JinjaTemplate {
  /** Longest rendered text, in characters; a template that loops on ends there. */
  private static final long MAX_OUTPUT = 16_000_000;

  /** Longest list that a template may build with {@code range}. */
  private static final int MAX_RANGE = 100_000;

  /** How long one rendering may take; usual ones take milliseconds. */
  private static final Duration TIME_LIMIT = Duration.ofSeconds(5);

  private static final Set<String> NONE = Set.of("none", "None");

  private final Environment environment;
  private final Node root;

  private JinjaTemplate(Environment environment, Node root) {
    this.environment = environment;
    this.root = root;
  }

  /**
   * A template of a task file: undefined names fail, white space is left as it is.
   *
   * @throws JinjaException for a template that cannot be parsed
   */
  public static JinjaTemplate ofTask(String source) {
    return Task.ENVIRONMENT.parse(source);
  }

  /**
   * A chat template: undefined names are empty, {@code trim_blocks} and {@code lstrip_blocks} are
   * on, a last line feed of the template is dropped, {@code raise_exception} fails.
   *
   * @throws JinjaException for a template that cannot be parsed
   */
  public static JinjaTemplate ofChat(String source) {
    return Chat.ENVIRONMENT.parse(
        source.endsWith("\n") ? source.substring(0, source.length() - 1) : source);
  }

  /**
   * The text for these variables.
   *
   * @throws JinjaException naming an undefined variable, or what else went wrong
   */
  public String render(Map<String, ?> variables) {
    return environment.render(root, variables);
  }

  /** What a chat template's {@code raise_exception} calls; public for jinjava only. */
  public static String raiseException(String message) {
    throw new JinjaException(message);
  }

  /** Made on first use, because jinjava takes its time. */
  private static final class Task {
    static final Environment ENVIRONMENT = new Environment(false);
  }

  /** As {@link Task}. */
  private static final class Chat {
    static final Environment ENVIRONMENT = new Environment(true);
  }

  private static final class Environment {
    private final boolean strict;
    private final Jinjava jinjava;

    Environment(boolean chat) {
      strict = !chat;
      JinjavaConfig config =
          JinjavaConfig.newBuilder()
              .withTrimBlocks(chat)
              .withLstripBlocks(chat)
              .withNestedInterpretationEnabled(false)
              .withKeepTrailingNewline(true)
              .withLegacyOverrides(
                  LegacyOverrides.newBuilder()
                      .withEvaluateMapKeys(true)
                      .withIterateOverMapKeys(true)
                      .withUseNaturalOperatorPrecedence(true)
                      .withParseWhitespaceControlStrictly(true)
                      .withUseTrimmingForNotesAndExpressions(true)
                      .withKeepNullableLoopValues(true)
                      .withHandleBackslashInQuotesOnly(true)
                      .build())
              .withElResolver(new PythonValues(strict))
              .withRandomNumberGeneratorStrategy(RandomNumberGeneratorStrategy.CONSTANT_ZERO)
              .withEnableFilterChainOptimization(false) // It takes unknown filters for none.
              .withMaxOutputSize(MAX_OUTPUT)
              .withMaxStringLength(MAX_OUTPUT)
              .withMaxListSize(MAX_RANGE)
              .withMaxMapSize(MAX_RANGE)
              .withRangeLimit(MAX_RANGE)
              .withDisabled(
                  Map.of(
                      Context.Library.TAG, Set.of("include", "import", "from", "extends"),
                      Context.Library.FILTER,
                          Set.of("random", "shuffle", "render", chat ? "" : "tojson"),
                      Context.Library.FUNCTION, Set.of("today", "unixtimestamp")))
              .build();
      jinjava = new Jinjava(config);
      jinjava.registerTag(new TimedFor());
      jinjava.setResourceLocator(Environment::noResource);
      PythonFilters.filters().forEach(jinjava::registerFilter);
      PythonFilters.tests().forEach(jinjava.getGlobalContext()::registerExpTest);
      if (chat) {
        jinjava.registerFilter(PythonFilters.toJson());
        jinjava.registerFunction(
            new ELFunctionDefinition(
                "", "raise_exception", JinjaTemplate.class, "raiseException", String.class));
      }
    }

    private static String noResource(String name, Charset encoding, JinjavaInterpreter interpreter)
        throws ResourceNotFoundException {
      throw new ResourceNotFoundException(name + ": templates cannot read files");
    }

    JinjaTemplate parse(String source) {
      JinjavaInterpreter interpreter = interpreter(Map.of());
      // Jinja2 normalises the line ends of templates, not those of values.
      String normalised = source.replace("\r\n", "\n").replace('\r', '\n');
      Node root = guarded(interpreter, current -> current.parse(normalised));
      return new JinjaTemplate(this, root);
    }

    String render(Node root, Map<String, ?> variables) {
      JinjavaInterpreter interpreter = interpreter(variables);
      return guarded(interpreter, current -> current.render(root));
    }

    private JinjavaInterpreter interpreter(Map<String, ?> variables) {
      Context context =
          new StrictContext(
              jinjava.getGlobalContext(), variables, jinjava.getGlobalConfig().getDisabled());
      context.setExpressionStrategy(new PythonOutput());
      context.setDynamicVariableResolver(
          name ->
              NONE.contains(name) || variables.containsKey(name) || context.containsKey(name)
                  ? null
                  : new Undefined(name, strict));
      return new JinjavaInterpreter(jinjava, context, jinjava.getGlobalConfig());
    }

    /** Jinjava collects errors and goes on; here the first one ends the work. */
    private static <T> T guarded(
        JinjavaInterpreter interpreter, Function<JinjavaInterpreter, T> work) {
      T result;
      try (AutoCloseableImpl<JinjavaInterpreter> current =
          JinjavaInterpreter.closeablePushCurrent(interpreter).get()) {
        result = work.apply(current.value());
      } catch (InterpretException e) {
        throw cause(e, e.getMessage());
      } catch (RuntimeException e) {
        throw cause(e, "cannot be rendered: " + e.getMessage());
      } catch (StackOverflowError | OutOfMemoryError e) {
        throw new JinjaException("nests too deeply or builds too much; simplify the template");
      }
      if (!interpreter.getErrors().isEmpty()) {
        TemplateError error = interpreter.getErrors().get(0);
        throw cause(error.getException(), error.getMessage());
      }
      return result;
    }

    private static JinjaException cause(Throwable thrown, String message) {
      for (Throwable t = thrown; t != null; t = t.getCause()) {
        if (t instanceof JinjaException cause) {
          return cause;
        }
      }
      return new JinjaException(message);
    }
  }

  /**
   * Fails for unknown filters and tests, which jinjava takes for none, and keeps its records to
   * itself, so that all renderings can share one parent.
   */
  private static final class StrictContext extends Context {
    private final long deadline = System.nanoTime() + TIME_LIMIT.toNanos();

    StrictContext(Context parent, Map<String, ?> variables, Map<Library, Set<String>> disabled) {
      super(parent, variables, disabled);
    }

    /** Fails once the rendering has taken too long. */
    static void requireTime(JinjavaInterpreter interpreter) {
      for (Context c = interpreter.getContext(); c != null; c = c.getParent()) {
        if (c instanceof StrictContext strict && System.nanoTime() - strict.deadline > 0) {
          throw new JinjaException(
              "takes longer than " + TIME_LIMIT.toSeconds() + " s; simplify the template");
        }
      }
    }

    @Override
    public Filter getFilter(String name) {
      return known(super.getFilter(name), "filter", name);
    }

    @Override
    public ExpTest getExpTest(String name) {
      return known(super.getExpTest(name), "test", name);
    }

    @Override
    public void addResolvedExpression(String expression) {}

    @Override
    public void addResolvedValue(String value) {}

    @Override
    public void addResolvedFunction(String function) {}

    private static <T> T known(T found, String kind, String name) {
      if (found == null) {
        throw new JinjaException("no " + kind + " named '" + name + "'");
      }
      return found;
    }
  }

  /** Looks at the clock before every loop: {@link #MAX_RANGE} bounds what happens in between. */
  private static final class TimedFor extends ForTag {
    private static final long serialVersionUID = 1;

    @Override
    public String renderForCollection(
        TagNode tag, JinjavaInterpreter interpreter, List<String> variables, Object items) {
      StrictContext.requireTime(interpreter);
      return super.renderForCollection(tag, interpreter, variables, items);
    }
  }

  /** Prints values as Python's {@code str} does. */
  private static final class PythonOutput extends DefaultExpressionStrategy {
    private static final long serialVersionUID = 1;

    @Override
    public RenderedOutputNode interpretOutput(
        ExpressionToken token, JinjavaInterpreter interpreter) {
      StrictContext.requireTime(interpreter);
      Object value = interpreter.resolveELExpression(token.getExpr(), token.getLineNumber());
      return new RenderedOutputNode(PythonFilters.text(value));
    }
  }
}
