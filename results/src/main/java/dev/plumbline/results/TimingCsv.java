package dev.plumbline.results;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import org.apache.commons.csv.CSVPrinter;

/**
 * How long the answers took, as CSV: what no two runs have in common, and therefore no part of
 * {@code curves.csv}.
 */
final class TimingCsv {
  private static final int DECIMALS = 9;

  static void write(Collection<Usage> usage, Appendable out) throws IOException {
    CSVPrinter printer = new CSVPrinter(out, CurvesCsv.FORMAT);
    printer.printRecord("task", "iterations", "seconds");
    for (Usage cost : usage) {
      BigDecimal seconds =
          BigDecimal.valueOf(cost.seconds())
              .setScale(DECIMALS, RoundingMode.HALF_EVEN)
              .stripTrailingZeros();
      printer.printRecord(cost.task(), cost.iterations(), seconds.toPlainString());
    }
  }

  private TimingCsv() {}
}
