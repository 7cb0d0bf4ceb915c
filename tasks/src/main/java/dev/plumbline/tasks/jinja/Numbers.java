package dev.plumbline.tasks.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Python's arithmetic: whole numbers of any size, floats, and truths that count as 0 and 1. */
final class Numbers {
  /** Longest result of a power, in bits. */
  private static final int MOST_BITS = 100_000;

  private Numbers() {}

  /** A Long where it fits. */
  static Object narrowed(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  /** A whole number; a truth is one, too. */
  static boolean isInteger(Object value) {
    return value instanceof Boolean
        || value instanceof Long
        || value instanceof Integer
        || value instanceof BigInteger
        || value instanceof Short
        || value instanceof Byte;
  }

  static boolean isFloat(Object value) {
    return value instanceof Double || value instanceof Float || value instanceof BigDecimal;
  }

  static boolean isNumber(Object value) {
    return isInteger(value) || isFloat(value);
  }

  static BigInteger integer(Object value) {
    if (value instanceof Boolean truth) {
      return truth ? BigInteger.ONE : BigInteger.ZERO;
    }
    return value instanceof BigInteger big ? big : BigInteger.valueOf(((Number) value).longValue());
  }

  static double real(Object value) {
    if (isFloat(value)) {
      return ((Number) value).doubleValue();
    }
    double real = integer(value).doubleValue();
    if (Double.isInfinite(real)) {
      throw new JinjaException("a whole number is too large for a float");
    }
    return real;
  }

  static int compare(Object a, Object b) {
    if (isInteger(a) && isInteger(b)) {
      return integer(a).compareTo(integer(b));
    }
    double x = isFloat(a) ? real(a) : 0;
    double y = isFloat(b) ? real(b) : 0;
    if (Double.isInfinite(x) || Double.isInfinite(y)) {
      return Double.compare(x, y);
    }
    return decimal(a).compareTo(decimal(b));
  }

  static boolean isNan(Object value) {
    return isFloat(value) && Double.isNaN(real(value));
  }

  private static BigDecimal decimal(Object value) {
    return isFloat(value) ? new BigDecimal(real(value)) : new BigDecimal(integer(value));
  }

  /**
   * One of {@code + - * / // % **}.
   *
   * @return null where it is none of numbers
   */
  static Object binary(String operator, Object a, Object b) {
    if (!isNumber(a) || !isNumber(b)) {
      return null;
    }
    return isInteger(a) && isInteger(b)
        ? ofIntegers(operator, integer(a), integer(b))
        : ofFloats(operator, real(a), real(b));
  }

  private static Object ofIntegers(String operator, BigInteger a, BigInteger b) {
    return switch (operator) {
      case "+" -> narrowed(a.add(b));
      case "-" -> narrowed(a.subtract(b));
      case "*" -> narrowed(a.multiply(b));
      case "/" -> quotient(a, requireNotZero(b));
      case "//" -> narrowed(floorDivided(a, requireNotZero(b)));
      case "%" -> narrowed(a.subtract(floorDivided(a, requireNotZero(b)).multiply(b)));
      case "**" -> {
        if (b.signum() < 0) {
          yield Math.pow(real(requireNotZero(a)), real(b));
        }
        if (a.bitLength() * Math.max(1.0, b.doubleValue()) > MOST_BITS) {
          throw new JinjaException("a power of so many digits is not supported");
        }
        yield narrowed(a.pow(b.intValueExact()));
      }
      default -> throw new IllegalArgumentException(operator);
    };
  }

  /** Correctly rounded, as Python's division of whole numbers is. */
  private static double quotient(BigInteger a, BigInteger b) {
    if (a.bitLength() <= 53 && b.bitLength() <= 53) {
      return a.doubleValue() / b.doubleValue();
    }
    throw new JinjaException("a division of whole numbers beyond 2^53 is not supported");
  }

  private static BigInteger floorDivided(BigInteger a, BigInteger b) {
    BigInteger[] both = a.divideAndRemainder(b);
    boolean below = both[1].signum() != 0 && both[1].signum() != b.signum();
    return below ? both[0].subtract(BigInteger.ONE) : both[0];
  }

  private static BigInteger requireNotZero(BigInteger divisor) {
    if (divisor.signum() == 0) {
      throw new JinjaException("division by zero");
    }
    return divisor;
  }

  private static Object ofFloats(String operator, double a, double b) {
    if (b == 0 && (operator.equals("/") || operator.equals("//") || operator.equals("%"))) {
      throw new JinjaException("division by zero");
    }
    return switch (operator) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> a / b;
      case "//" -> floorDivided(a, b);
      case "%" -> remainder(a, b);
      case "**" -> power(a, b);
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private static double remainder(double a, double b) {
    double remainder = a % b;
    if (remainder == 0) {
      return Math.copySign(0.0, b);
    }
    return (remainder < 0) == (b < 0) ? remainder : remainder + b;
  }

  /** As CPython's float_floor_div. */
  private static double floorDivided(double a, double b) {
    double remainder = a % b;
    double quotient = (a - remainder) / b;
    if (remainder != 0 && (b < 0) != (remainder < 0)) {
      quotient -= 1;
    }
    if (quotient == 0) {
      return Math.copySign(0.0, a / b);
    }
    double floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }

  private static double power(double a, double b) {
    if (a == 0 && b < 0) {
      throw new JinjaException("zero cannot be raised to a negative power");
    }
    if (a < 0 && b != Math.rint(b)) {
      throw new JinjaException(
          "a power of a negative number that would be complex is not supported");
    }
    double power = Math.pow(a, b);
    if (Double.isInfinite(power) && !Double.isInfinite(a) && !Double.isInfinite(b)) {
      throw new JinjaException("a power beyond floats is not supported");
    }
    return power;
  }

  static Object negated(Object value) {
    return isInteger(value) ? narrowed(integer(value).negate()) : (Object) (-real(value));
  }

  /** {@code round(value, digits)} of a float: the nearest decimal, of two the even one. */
  static double rounded(double value, int digits) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return value;
    }
    double rounded = new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
    return rounded == 0 ? Math.copySign(0.0, value) : rounded;
  }
}
