/**
 * Jinja templates with Python's values: jinjava, bent to what Jinja2 does in lm-evaluation-harness
 * and in Hugging Face tokenizers, and with no way into Java. Start from {@link
 * dev.plumbline.tasks.jinja.JinjaTemplate}. Internal to the module.
 */
package dev.plumbline.tasks.jinja;
