/**
 * Jinja2 3.1, the language of prompts: {@link dev.plumbline.tasks.jinja.JinjaTemplate} parses and
 * renders. {@code Lexer} cuts a template into tokens, {@code StatementParser} and {@code
 * ExpressionParser} make {@code Statement}s and {@code Expression}s of them, which know how to
 * render; {@code Values}, {@code Operators} and {@code Subscripts} are Python's built-in
 * operations, {@code Filters}, {@code Tests} and {@code Globals} Jinja2's.
 */
package dev.plumbline.tasks.jinja;
