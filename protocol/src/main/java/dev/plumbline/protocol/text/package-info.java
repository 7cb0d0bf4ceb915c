/** Small helpers on text and files that several modules need; start anywhere. */
package dev.plumbline.protocol.text;
