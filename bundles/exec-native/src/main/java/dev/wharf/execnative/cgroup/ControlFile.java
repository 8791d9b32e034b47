package dev.wharf.execnative.cgroup;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Reads and writes the files of control groups. */
final class ControlFile {
    /** Larger than nearly all of these files, so that one call reads them. */
    private static final ThreadLocal<ByteBuffer> PART = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(8192));

    private final Kernel kernel;

    ControlFile(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Writes a value in one call, as the kernel wants it. */
    void write(Path file, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        try (Fd fd = kernel.files().open(file.toString(), Flags.O_WRONLY, 0)) {
            kernel.descriptors()
                    .write(
                            fd,
                            ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
        } catch (LinuxException e) {
            throw new LinuxException(e.errno(), "write " + value.trim() + " to " + file);
        }
    }

    /** Writes a value when the file is there. */
    boolean writeIfThere(Path file, String value) {
        try {
            write(file, value);
            return true;
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT)) {
                return false;
            }
            throw e;
        }
    }

    /**
     * What is in a file, without white space at the end; empty when it is not there, or cannot be read any longer because
     * its group is gone.
     */
    Optional<String> read(Path file) {
        try (Fd fd = kernel.files().open(file.toString(), Flags.O_RDONLY, 0)) {
            return Optional.of(readAll(fd).stripTrailing());
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENODEV) || e.is(Errno.ENOTDIR) || e.is(Errno.EOPNOTSUPP)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What is in an open file, from its start. */
    String readAll(Fd fd) {
        ByteBuffer part = PART.get();
        StringBuilder text = new StringBuilder();
        int offset = 0;
        for (int count; (count = kernel.descriptors().pread(fd, part.clear(), offset)) > 0; offset += count) {
            text.append(StandardCharsets.US_ASCII.decode(part.flip()));
        }
        return text.toString();
    }

    void mkdir(Path folder) {
        try (Fd parent = kernel.files().open(parent(folder).toString(), Flags.O_PATH | Flags.O_DIRECTORY, 0)) {
            kernel.files().mkdir(parent, folder.getFileName().toString(), 0755);
        }
    }

    /** Removes a group; false while it has members. */
    boolean rmdir(Path folder) {
        try (Fd parent = kernel.files().open(parent(folder).toString(), Flags.O_PATH | Flags.O_DIRECTORY, 0)) {
            kernel.files().unlink(parent, folder.getFileName().toString(), Flags.AT_REMOVEDIR);
            return true;
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT)) {
                return true;
            }
            if (e.is(Errno.EBUSY) || e.is(Errno.ENOTEMPTY)) {
                return false;
            }
            throw e;
        }
    }

    private static Path parent(Path folder) {
        return java.util.Objects.requireNonNull(folder.getParent(), "parent");
    }
}
