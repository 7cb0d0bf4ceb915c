package dev.plumbline.tasks;

import static org.apache.commons.codec.digest.MessageDigestAlgorithms.SHA_256;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.data.Download;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The public sources of the built-in data sets, each with its pinned SHA-256, and their fetching.
 */
public final class DataCatalog {
  private static final String GITHUB = "https://raw.githubusercontent.com/";
  private static final String GRADE_SCHOOL_MATH =
      GITHUB
          + "openai/grade-school-math/3101c7d5072418e28b9008a6636bde82a006892c/"
          + "grade_school_math/data/";
  private static final String OPENBOOKQA_ZIP =
      "https://s3-us-west-2.amazonaws.com/ai2-website/data/OpenBookQA-V1-Sep2018.zip";
  private static final String OPENBOOKQA_SHA256 =
      "82368cf05df2e3b309c17d162e10b888b4d768fad6e171e0a041954c8553be46";

  private static final DataCatalog BUILT_IN =
      new DataCatalog(
          List.of(
              file(
                  "gsm8k",
                  "test",
                  GRADE_SCHOOL_MATH + "test.jsonl",
                  "3730d312f6e3440559ace48831e51066acaca737f6eabec99bccb9e4b3c39d14",
                  749_738),
              file(
                  "gsm8k",
                  "train",
                  GRADE_SCHOOL_MATH + "train.jsonl",
                  "17f347dc51477c50d4efb83959dbb7c56297aba886e5544ee2aaed3024813465",
                  4_166_206),
              file(
                  "hellaswag",
                  "validation",
                  GITHUB
                      + "rowanz/hellaswag/a29ff8e9a04bba4bd6588223785ce105328adc57/"
                      + "data/hellaswag_val.jsonl",
                  "0aa3b88843990f3f10a97b9575c94d7b71fb2205240ba04ae4884d9e9c992588",
                  12_246_618),
              file(
                  "humaneval",
                  "test",
                  GITHUB
                      + "openai/human-eval/6d43fb980f9fee3c892a914eda09951f772ad10d/"
                      + "data/HumanEval.jsonl.gz",
                  "b796127e635a67f93fb35c04f4cb03cf06f38c8072ee7cee8833d7bee06979ef",
                  44_877),
              file(
                  "mbpp",
                  "test",
                  GITHUB + "google-research/google-research/master/mbpp/mbpp.jsonl",
                  "ccf64ceae9c5403bf50a044cb6d505bfd2a2963ee58338ba268fd65beab92a9f",
                  563_743),
              openBookQa("test", "test"),
              openBookQa("train", "train"),
              openBookQa("validation", "dev")));

  private final List<Source> sources;

  DataCatalog(List<Source> sources) {
    this.sources = List.copyOf(sources);
  }

  /**
   * A file to fetch.
   *
   * @param dataset name of the data set, such as {@code gsm8k}
   * @param split such as {@code test}; a file that holds several is listed by the one evaluated
   * @param url where it comes from
   * @param sha256 of the bytes that the URL gives
   * @param bytes their number
   * @param path where it goes, relative to the cache folder
   * @param member the file inside the zip archive that the URL gives; absent where it is none
   */
  public record Source(
      String dataset,
      String split,
      URI url,
      String sha256,
      long bytes,
      String path,
      Optional<String> member) {
    public Source {
      Objects.requireNonNull(dataset, "dataset");
      Objects.requireNonNull(split, "split");
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(member, "member");
      if (!sha256.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException("not a SHA-256 in lower case: " + sha256);
      }
    }

    private String fileName() {
      return url.getPath().substring(url.getPath().lastIndexOf('/') + 1);
    }
  }

  private static Source file(String dataset, String split, String url, String sha256, long bytes) {
    URI from = URI.create(url);
    String name = from.getPath().substring(from.getPath().lastIndexOf('/') + 1);
    return new Source(dataset, split, from, sha256, bytes, dataset + "/" + name, Optional.empty());
  }

  private static Source openBookQa(String split, String original) {
    return new Source(
        "openbookqa",
        split,
        URI.create(OPENBOOKQA_ZIP),
        OPENBOOKQA_SHA256,
        1_446_098,
        "openbookqa/" + split + ".jsonl",
        Optional.of("OpenBookQA-V1-Sep2018/Data/Main/" + original + ".jsonl"));
  }

  /** The sources of the built-in tasks' data. */
  public static DataCatalog builtIn() {
    return BUILT_IN;
  }

  /** All sources, by data set and split. */
  public List<Source> sources() {
    return sources;
  }

  /**
   * Fetches the sources of the named data sets that are not in the cache yet. A file appears there
   * only when it is whole and its hash is right; a fetch that broke off is simply repeated.
   *
   * @param datasets names, or empty for all
   * @param progress told one line for each file
   * @return the files, fetched now or before
   * @throws PlumblineException for an unknown name, a failed transfer, a wrong hash
   */
  public List<Path> fetch(List<String> datasets, Path cache, Consumer<String> progress) {
    Set<String> known =
        sources.stream().map(Source::dataset).collect(Collectors.toCollection(TreeSet::new));
    for (String name : datasets) {
      if (!known.contains(name)) {
        throw new PlumblineException(
            "unknown data set '" + name + "'; known are " + String.join(", ", known));
      }
    }
    Download download = new Download();
    List<Path> files = new ArrayList<>();
    for (Source source : sources) {
      if (datasets.isEmpty() || datasets.contains(source.dataset())) {
        files.add(fetch(source, cache, download, progress));
      }
    }
    return files;
  }

  private static Path fetch(
      Source source, Path cache, Download download, Consumer<String> progress) {
    Path file = cache.resolve(source.path());
    Path fetched =
        source.member().isEmpty()
            ? file
            : cache.resolve(source.dataset()).resolve(source.fileName());
    try {
      if (Files.isRegularFile(fetched)
          && new DigestUtils(SHA_256).digestAsHex(fetched).equals(source.sha256())) {
        progress.accept(fetched + " is there");
      } else {
        progress.accept("fetching " + source.url() + " (" + source.bytes() + " bytes)");
        download.fetch(source.url(), source.sha256(), fetched);
      }
      if (source.member().isPresent()) {
        Download.extract(fetched, source.member().get(), file);
      }
      return file;
    } catch (IOException e) {
      throw new PlumblineException(
          "cannot fetch "
              + source.dataset()
              + " ("
              + source.split()
              + ") from "
              + source.url()
              + ": "
              + PlumblineException.reason(e)
              + "; nothing was kept. To do it by hand, put the file at "
              + file,
          e);
    }
  }
}
