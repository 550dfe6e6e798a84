package io.deployctl.providers.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Takes one file out of a gzipped tar archive, in the layout that POSIX calls ustar. */
final class Archive {
  private static final int BLOCK = 512;
  private static final int NAME_LENGTH = 100;
  private static final int SIZE_START = 124;
  private static final int SIZE_LENGTH = 12;

  private Archive() {}

  /** Writes the entry of that name to the target; an error if the archive has none. */
  static void extract(Path archive, String entry, Path target) throws IOException {
    try (InputStream in =
        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
      byte[] header = in.readNBytes(BLOCK);
      while (header.length == BLOCK && header[0] != 0) {
        long size = size(header);
        if (text(header, 0, NAME_LENGTH).equals(entry)) {
          copy(in, size, target);
          return;
        }
        in.skipNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
        header = in.readNBytes(BLOCK);
      }
    }
    throw new IOException("the archive has no " + entry);
  }

  private static void copy(InputStream in, long size, Path target) throws IOException {
    try (OutputStream out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[65_536];
      long left = size;
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new EOFException("the archive is cut off");
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
  }

  private static long size(byte[] header) throws IOException {
    try {
      return Long.parseLong(text(header, SIZE_START, SIZE_LENGTH).strip(), 8);
    } catch (NumberFormatException e) {
      throw new IOException("the archive is damaged", e);
    }
  }

  private static String text(byte[] header, int start, int length) {
    int end = start;
    while (end < start + length && header[end] != 0) {
      end++;
    }
    return new String(header, start, end - start, UTF_8);
  }
}
