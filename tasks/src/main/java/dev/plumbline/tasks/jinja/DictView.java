package dev.plumbline.tasks.jinja;

import java.util.List;

/**
 * What a dict's {@code keys}, {@code values} and {@code items} give.
 *
 * @param kind such as {@code dict_keys}
 */
record DictView(String kind, List<Object> items) {}
