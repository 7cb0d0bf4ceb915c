package dev.plumbline.tasks.jinja;

/** A part of a template that reads a variable. */
interface ReadsName {
  String readName();
}
