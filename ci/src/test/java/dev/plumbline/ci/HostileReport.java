package dev.plumbline.ci;

import java.util.List;
import java.util.stream.IntStream;

/** A report whose texts try to be taken for markup, commands and control characters. */
public final class HostileReport {
  public static final String TEXT =
      "]]><b a=\"1\">&amp; \u0000\u001b[31m`| ::error::x ##[group] \ud800 \ufffe 100% a:b,c\r\nnext 日本";

  public static GateReport of() {
    return new GateReport(
        TEXT,
        "before",
        List.of(
            new Verdict("no loss", "t:acc@4", "t", true, "t:acc@4 is 0.5", List.of()),
            failure(TEXT, 3)),
        List.of("a note: " + TEXT));
  }

  public static Verdict failure(String text, int flips) {
    List<Flip> lost =
        IntStream.range(0, flips).mapToObj(i -> new Flip(i, text, text, 1, 0, text)).toList();
    return new Verdict("no loss", text + "@8", text, false, text + " is worse", lost);
  }

  private HostileReport() {}
}
