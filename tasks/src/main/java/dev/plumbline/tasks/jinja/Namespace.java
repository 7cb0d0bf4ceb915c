package dev.plumbline.tasks.jinja;

import java.util.Map;

/** What {@code namespace(...)} gives: attributes that inner scopes can set. */
record Namespace(Map<String, Object> attributes) {}
