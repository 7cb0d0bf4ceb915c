/**
 * Curves in JUnit 5 tests: {@link dev.plumbline.junit5.Sweep} says what is swept, {@link
 * dev.plumbline.junit5.EachDepth} makes a test of each task and depth, {@link
 * dev.plumbline.junit5.PlumblineAssertions} what must hold. The sweep runs in the test's own
 * process, as any Java program's.
 */
package dev.plumbline.junit5;
