package dev.plumbline.junit5;

/**
 * Where assertions begin: {@code assertThat(sweep.curve("gsm8k:exact_match,strict-match"))
 * .isAtLeast(0.6).saturatesBy(8)}. A failure tells the value, n and the interval.
 */
public final class PlumblineAssertions {

  public static CurveAssert assertThat(Curve curve) {
    return new CurveAssert(curve);
  }

  public static DepthAssert assertThat(Depth depth) {
    return new DepthAssert(depth);
  }

  private PlumblineAssertions() {}
}
