/**
 * Runs as one HTML file that needs nothing else: curves, numbers, documents and where they come
 * from, for a browser without a network.
 *
 * <p>Start from {@link dev.plumbline.reports.html.HtmlReport}. {@link
 * dev.plumbline.reports.html.ReportData} says what the page's scripts find; they are resources
 * beside this package, {@code main.js} first.
 */
package dev.plumbline.reports.html;
