package dev.plumbline.protocol.text;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;

/** A folder of files that come with Plumbline and may lie in a jar. */
public final class ResourceFolder {

  /**
   * The names in the folder of a resource, in no certain order.
   *
   * @param beside any file of the folder, since a jar need not name folders
   */
  public static List<String> names(URL beside) {
    // Plain loops, because this runs at every start.
    try {
      if (!(beside.openConnection() instanceof JarURLConnection jar)) {
        String[] names = new File(URI.create(beside.toString())).getParentFile().list();
        return names == null ? List.of() : List.of(names);
      }
      String file = jar.getEntryName();
      String folder = file.substring(0, file.lastIndexOf('/') + 1);
      List<String> names = new ArrayList<>();
      Enumeration<JarEntry> entries = jar.getJarFile().entries();
      while (entries.hasMoreElements()) {
        String entry = entries.nextElement().getName();
        if (entry.startsWith(folder)) {
          names.add(entry.substring(folder.length()));
        }
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(beside + ": the files beside it cannot be listed", e);
    }
  }

  private ResourceFolder() {}
}
