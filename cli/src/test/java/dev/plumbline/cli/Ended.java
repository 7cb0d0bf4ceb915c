package dev.plumbline.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** How a command line ended, and what it said. */
record Ended(int code, String out, String err) {

  static Ended run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Plumbline.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Ended(code, out.toString(), err.toString());
  }

  static Ended run(List<String> arguments) {
    return run(arguments.toArray(String[]::new));
  }
}
