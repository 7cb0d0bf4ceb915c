/**
 * What Python means by text, regular expressions, literals and random numbers, where Java means
 * something else: task definitions are written for Python, and prompts and answers have to agree to
 * the byte. Start from {@link dev.plumbline.tasks.python.PythonRegex}. Internal to the module.
 */
package dev.plumbline.tasks.python;
