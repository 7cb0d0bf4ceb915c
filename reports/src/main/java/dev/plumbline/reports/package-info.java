/** Results for people. */
package dev.plumbline.reports;
