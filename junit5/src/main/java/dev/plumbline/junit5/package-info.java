/**
 * Curves in JUnit 5 tests: {@link dev.plumbline.junit5.Sweep} says what is swept, {@link
 * dev.plumbline.junit5.EachDepth} makes a test of each task and depth, {@link
 * dev.plumbline.junit5.PlumblineAssertions} what must hold.
 *
 * <p>JUnit is an optional dependency of this module; nothing outside this package needs it.
 */
package dev.plumbline.junit5;
