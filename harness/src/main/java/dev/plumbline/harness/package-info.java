/** The application. */
package dev.plumbline.harness;
