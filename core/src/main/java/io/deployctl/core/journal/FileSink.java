package io.deployctl.core.journal;

import io.deployctl.core.file.AtomicFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A new private file (0600) in a private directory (0700), whose name survives a power cut. */
final class FileSink implements LineSink {
  private final FileChannel channel;

  FileSink(FileChannel channel) {
    this.channel = channel;
  }

  static FileSink create(Path file) throws IOException {
    AtomicFiles.makeDirectory(file.getParent());
    return new FileSink(AtomicFiles.openNew(file));
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void sync() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
