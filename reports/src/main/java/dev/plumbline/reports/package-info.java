/**
 * Results for people: the curves of a run as a terminal summary, Markdown, CSV and a picture.
 *
 * <p>Start from {@link dev.plumbline.reports.TerminalReport}.
 */
package dev.plumbline.reports;
