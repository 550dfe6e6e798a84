package io.deployctl.core.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Bytes as gzip has them (RFC 1952): what is stored travels, and records repeat themselves. */
public final class Zipped {
  /** What is larger when it is unpacked is none of ours. */
  private static final int LIMIT = 256 * 1024 * 1024;

  private Zipped() {}

  /** Returns the bytes packed. */
  public static byte[] pack(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new Quick(packed)) {
      out.write(plain);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory can always be written", impossible);
    }
    return packed.toByteArray();
  }

  /** Returns what was packed; empty where the bytes are damaged or more than 256 MiB come out. */
  public static Optional<byte[]> unpack(byte[] packed) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] plain = in.readNBytes(LIMIT + 1);
      return plain.length > LIMIT ? Optional.empty() : Optional.of(plain);
    } catch (IOException damaged) {
      return Optional.empty();
    }
  }

  /** A run waits for what it stores, and a record packs well at any level. */
  private static final class Quick extends GZIPOutputStream {
    Quick(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
