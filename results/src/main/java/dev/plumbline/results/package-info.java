/** What came out. */
package dev.plumbline.results;
