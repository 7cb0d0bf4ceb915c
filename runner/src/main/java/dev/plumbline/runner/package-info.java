/** How a model answers. */
package dev.plumbline.runner;
