package io.deployctl.providers.input;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Directories as one piece of content (ZIP): the same files give the same bytes, so that releases
 * share it. Scripts stay executable. Symbolic links to files are followed, to directories not.
 */
public final class Archive {
  private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Archive() {}

  /**
   * Packs directories.
   *
   * @param base what names in the archive are relative to
   * @param directories directories below the base
   * @param wanted which files and directories to take, asked with their full path
   * @param limit how many bytes the files may have together
   * @return the archive, or empty where the files are more than the limit
   */
  public static Optional<byte[]> pack(
      Path base, Collection<Path> directories, Predicate<Path> wanted, long limit) {
    try {
      return zip(files(base, directories, wanted), limit);
    } catch (IOException failed) {
      throw new UncheckedIOException("read " + base, failed);
    }
  }

  /**
   * Finds the files that would be packed.
   *
   * @param base what their names are relative to
   * @param directories directories below the base
   * @param wanted which files and directories to take, asked with their full path
   * @return the files by their names
   */
  public static SortedMap<String, Path> files(
      Path base, Collection<Path> directories, Predicate<Path> wanted) {
    SortedMap<String, Path> files = new TreeMap<>();
    try {
      for (Path directory : directories) {
        collect(base, directory, wanted, files);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("read " + base, failed);
    }
    return files;
  }

  /**
   * Packs single files.
   *
   * @param base what names in the archive are relative to
   * @param files files below the base
   * @param limit how many bytes the files may have together
   * @return the archive, or empty where the files are more than the limit
   */
  public static Optional<byte[]> packFiles(Path base, Collection<Path> files, long limit) {
    SortedMap<String, Path> named = new TreeMap<>();
    files.forEach(file -> named.put(base.relativize(file).toString(), file));
    try {
      return zip(named, limit);
    } catch (IOException failed) {
      throw new UncheckedIOException("read " + base, failed);
    }
  }

  /**
   * Unpacks an archive.
   *
   * @param directory where to; made where it is not there
   * @throws IllegalArgumentException when an entry would land outside of it
   */
  public static void unpack(byte[] archive, Path directory) {
    Path root = directory.toAbsolutePath().normalize();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = root.resolve(entry.getName()).normalize();
        if (!file.startsWith(root)) {
          throw new IllegalArgumentException("an entry leaves the archive: " + entry.getName());
        }
        PrivateFiles.directory(file.getParent());
        byte[] content = zip.readAllBytes();
        PrivateFiles.write(file, content);
        makeExecutable(file, content);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("unpack into " + directory, failed);
    }
  }

  /** Returns what the files in an archive hold, by their names. */
  public static SortedMap<String, byte[]> contents(byte[] archive) {
    SortedMap<String, byte[]> contents = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        contents.put(entry.getName(), zip.readAllBytes());
      }
      return contents;
    } catch (IOException failed) {
      throw new UncheckedIOException("read an archive", failed);
    }
  }

  /** Returns whether the directory has exactly the archive's files. */
  public static boolean isUnpackedIn(byte[] archive, Path directory) {
    List<Path> files = contents(archive).keySet().stream().map(directory::resolve).toList();
    return files.stream().allMatch(Files::isRegularFile)
        && packFiles(directory, files, Long.MAX_VALUE)
            .filter(bytes -> Arrays.equals(bytes, archive))
            .isPresent();
  }

  private static void collect(
      Path base, Path directory, Predicate<Path> wanted, SortedMap<String, Path> files)
      throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            return path.equals(directory) || wanted.test(path)
                ? FileVisitResult.CONTINUE
                : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            if (Files.isRegularFile(path) && wanted.test(path)) {
              files.put(base.relativize(path).toString(), path);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static Optional<byte[]> zip(SortedMap<String, Path> files, long limit)
      throws IOException {
    long size = 0;
    for (Path file : files.values()) {
      size += Files.size(file);
    }
    if (size > limit) {
      return Optional.empty();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : files.keySet()) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(ALWAYS);
        zip.putNextEntry(entry);
        zip.write(Files.readAllBytes(files.get(name)));
        zip.closeEntry();
      }
    }
    return Optional.of(bytes.toByteArray());
  }

  private static void makeExecutable(Path file, byte[] content) throws IOException {
    boolean script = content.length > 2 && content[0] == '#' && content[1] == '!';
    if (script && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
  }
}
