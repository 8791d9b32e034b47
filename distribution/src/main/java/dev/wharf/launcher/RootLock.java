package dev.wharf.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Holds one root of the daemon for this process, by a lock on a file in it that names the process. */
final class RootLock implements AutoCloseable {
    private static final FileAttribute<?> ROOT_AND_GROUP =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x---"));

    private final FileChannel channel;

    private RootLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the folder where it is missing, and takes it.
     *
     * @throws UsageException when another daemon holds it or it cannot be written
     */
    static RootLock take(Path root) {
        try {
            if (!Files.isDirectory(root)) {
                Files.createDirectories(root, ROOT_AND_GROUP);
            }
            return locked(root);
        } catch (IOException e) {
            throw UsageException.of("cannot use " + root + ": " + e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // the lock is gone either way
        }
    }

    private static RootLock locked(Path root) throws IOException {
        FileChannel channel = FileChannel.open(
                root.resolve("wharfd.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        if (lock(channel).isEmpty()) {
            String holder = content(channel);
            channel.close();
            throw UsageException.of("another wharfd (process " + holder + ") uses " + root
                    + ". Stop it, or choose other roots with --data-root and --exec-root");
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return new RootLock(channel);
    }

    private static Optional<FileLock> lock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException ignored) {
            // held by this very process
            return Optional.empty();
        }
    }

    private static String content(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(20);
        channel.read(bytes, 0);
        return StandardCharsets.US_ASCII.decode(bytes.flip()).toString().strip();
    }
}
