/** Results for machines. */
package dev.plumbline.ci;
