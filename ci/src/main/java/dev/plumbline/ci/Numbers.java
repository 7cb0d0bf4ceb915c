package dev.plumbline.ci;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** How numbers are written for people: few digits, a dot, no exponent, everywhere the same. */
final class Numbers {
  private static final int DECIMALS = 4;
  private static final int DIGITS = 4;

  /** At most 4 decimals; where these are all 0, 4 significant digits. */
  static String of(double value) {
    BigDecimal exact = new BigDecimal(value);
    BigDecimal rounded = exact.setScale(DECIMALS, RoundingMode.HALF_EVEN);
    BigDecimal shown = rounded.signum() == 0 ? exact.round(new MathContext(DIGITS)) : rounded;
    return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
  }

  private Numbers() {}
}
