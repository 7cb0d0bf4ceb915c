package dev.plumbline.reports;

import dev.plumbline.protocol.text.Markdown;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How headings, tables and lines of text are set. Each ends with {@code \n}. */
public enum Layout {
  /** Columns are aligned with blanks. */
  TERMINAL {
    @Override
    String heading(String text) {
      return text + "\n";
    }

    @Override
    String line(String text) {
      return "  " + text + "\n";
    }

    @Override
    String table(List<String> header, List<List<String>> rows) {
      List<List<String>> all = Stream.concat(Stream.of(header), rows.stream()).toList();
      List<Integer> widths =
          IntStream.range(0, header.size())
              .mapToObj(i -> all.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
              .toList();
      return all.stream()
          .map(row -> aligned(row, widths))
          .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Words to the left, numbers to the right. */
    private String aligned(List<String> row, List<Integer> widths) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String cell = row.get(i);
        String blanks = " ".repeat(widths.get(i) - cell.length());
        boolean isWord = !cell.isEmpty() && Character.isLetter(cell.charAt(0)) && i < 2;
        line.append("  ").append(isWord ? cell + blanks : blanks + cell);
      }
      return line.toString().stripTrailing();
    }
  },

  /** GitHub-flavoured; what may hold markup stands in code spans. */
  MARKDOWN {
    @Override
    String heading(String text) {
      return "### " + inert(text) + "\n\n";
    }

    @Override
    String line(String text) {
      return "- " + inert(text) + "\n";
    }

    @Override
    String table(List<String> header, List<List<String>> rows) {
      StringBuilder out = new StringBuilder();
      out.append("| ").append(String.join(" | ", header)).append(" |\n|");
      header.forEach(h -> out.append(" ---: |"));
      for (List<String> row : rows) {
        out.append("\n| ");
        out.append(row.stream().map(this::inert).collect(Collectors.joining(" | "))).append(" |");
      }
      return out.append("\n\n").toString();
    }

    private String inert(String text) {
      return text.matches("[A-Za-z0-9 .,:;%()/='+-]*") ? text : Markdown.cell(text);
    }
  };

  abstract String heading(String text);

  abstract String line(String text);

  abstract String table(List<String> header, List<List<String>> rows);
}
