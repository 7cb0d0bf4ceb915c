package dev.plumbline.tasks;

import dev.plumbline.tasks.python.PythonRegex;
import dev.plumbline.tasks.python.PythonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The filter {@code format_span}: the named entities of a text such as {@code Person: Amina $$
 * Location: Kano, Lagos}, one by one as {@code per: amina $ loc: kano $ loc: lagos}.
 */
final class NamedEntities {
  private static final PythonRegex ENTITIES =
      PythonRegex.compile("\\b(PER|LOC|ORG|DATE):\\s*([^$]+)");
  private static final Map<PythonRegex, String> LABELS = labels();

  private NamedEntities() {}

  /** In this order: each label is looked for in what the ones before have left. */
  private static Map<PythonRegex, String> labels() {
    Map<PythonRegex, String> labels = new LinkedHashMap<>();
    String[][] words = {
      {"person", "PER"},
      {"location", "LOC"},
      {"organization", "ORG"},
      {"counties", "LOC"},
      {"places", "LOC"},
      {"people", "PER"},
      {"persons", "PER"},
      {"company", "ORG"},
      {"country", "LOC"},
      {"continent", "LOC"},
      {"time", "DATE"},
      {"date", "DATE"},
      {"per", "PER"},
      {"loc", "LOC"},
      {"org", "ORG"}
    };
    for (String[] word : words) {
      labels.put(PythonRegex.compile("\\b" + word[0] + "\\s*:"), word[1] + ":");
    }
    return labels;
  }

  static String of(String generation) {
    String text = PythonText.lower(generation);
    for (Map.Entry<PythonRegex, String> label : LABELS.entrySet()) {
      text = label.getKey().replace(text, label.getValue(), 0);
    }
    String lines =
        PythonText.strip(text.replace("$$", "$").replaceAll("\\$+\\z", "").replace('\n', '$'));
    List<String> entities = new ArrayList<>();
    for (List<String> found : ENTITIES.findAll(lines)) {
      for (String each : found.get(1).split(",", -1)) {
        String entity = PythonText.strip(each);
        if (!PythonText.lower(entity).equals("none")) {
          entities.add(PythonText.lower(found.get(0)) + ": " + entity);
        }
      }
    }
    return String.join(" $ ", entities);
  }
}
