package io.deployctl.core.journal;

import io.deployctl.core.file.AtomicFiles;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** A new private file (0600) in a private directory (0700), whose name survives a power cut. */
final class FileSink implements LineSink {
  private final FileOutputStream file;

  FileSink(FileOutputStream file) {
    this.file = file;
  }

  static FileSink create(Path file) throws IOException {
    AtomicFiles.makeDirectory(file.getParent());
    return new FileSink(AtomicFiles.openNew(file));
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    file.write(bytes);
  }

  @Override
  public void sync() throws IOException {
    file.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
