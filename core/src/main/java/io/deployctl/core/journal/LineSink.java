package io.deployctl.core.journal;

import java.io.Closeable;
import java.io.IOException;

/** Where a journal's bytes go: a file, or something that fails in a test. */
interface LineSink extends Closeable {
  /** Appends all of the bytes. */
  void write(byte[] bytes) throws IOException;

  /** Returns once everything written is safe on disk. */
  void sync() throws IOException;
}
