/**
 * A gate's report as JUnit XML, for whatever shows test results.
 *
 * <p>Start from {@link dev.plumbline.ci.junitxml.JunitXml}.
 */
package dev.plumbline.ci.junitxml;
