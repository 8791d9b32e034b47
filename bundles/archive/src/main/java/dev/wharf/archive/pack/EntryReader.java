package dev.wharf.archive.pack;

import dev.wharf.linux.DescriptorCalls;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what belongs into an entry. Everything is first held by a descriptor that cannot read, so that nobody can make us
 * open a device, or tell of one thing what belongs to another. Thread-safe.
 */
final class EntryReader {
    /** Files up to this size are read at once; there is room for many of them. */
    private static final int SMALL = 16 * 1024;

    private static final int O_NOATIME = 01000000;
    private static final int HELD = Flags.O_PATH | Flags.O_NOFOLLOW;
    private static final Set<Integer> GONE = Set.of(Errno.ENOENT, Errno.ENOTDIR, Errno.ELOOP);

    private final FileCalls files;
    private final DescriptorCalls descriptors;
    private final PackedAttributes attributes;
    private final ThreadLocal<ByteBuffer> buffer = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SMALL));

    EntryReader(Kernel kernel) {
        this.files = kernel.files();
        this.descriptors = kernel.descriptors();
        this.attributes = new PackedAttributes(kernel.files().attributes());
    }

    /** What is held, and whether it is mounted where it was found. */
    private record Held(Fd fd, boolean isMount) {}

    /**
     * Reads what a folder has under a name; an empty name means the folder itself. Nothing for a socket, and for what is
     * not there any more.
     */
    Optional<ReadEntry> read(Fd folder, String name) {
        return opened(() -> files.openIn(folder, name, HELD, 0)).flatMap(fd -> read(new Held(fd, false)));
    }

    /** As {@link #read}, but knows of a mount point; nothing for one that is no folder. */
    Optional<ReadEntry> readInMount(Fd folder, String name) {
        try {
            return opened(() -> files.openInMount(folder, name, HELD)).flatMap(fd -> read(new Held(fd, false)));
        } catch (LinuxException e) {
            if (!e.is(Errno.EXDEV)) {
                throw e;
            }
            return opened(() -> files.openIn(folder, name, HELD, 0)).flatMap(fd -> read(new Held(fd, true)));
        }
    }

    /** Opens something. */
    @FunctionalInterface
    private interface Opening {
        Fd open();
    }

    private static Optional<Fd> opened(Opening opening) {
        try {
            return Optional.of(opening.open());
        } catch (LinuxException e) {
            if (GONE.contains(e.errno())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<ReadEntry> read(Held held) {
        try (Fd fd = held.fd()) {
            FileStatus status = files.stat(fd, "").orElseThrow();
            if (status.type() == Flags.S_IFSOCK || (held.isMount() && !status.isFolder())) {
                return Optional.empty();
            }
            return Optional.of(status.isFile() ? file(fd, status) : other(held, status));
        }
    }

    private ReadEntry other(Held held, FileStatus status) {
        String target = status.isLink() ? files.readlink(held.fd(), "") : "";
        Map<String, byte[]> xattrs = attributes.of(held.fd(), "");
        return new ReadEntry(status, held.isMount(), target, xattrs, Optional.empty(), Optional.empty());
    }

    private ReadEntry file(Fd held, FileStatus status) {
        Fd file = open(held);
        boolean isKept = false;
        try {
            Map<String, byte[]> xattrs = attributes.of(file, "");
            if (status.size() <= SMALL && status.links() == 1) {
                Optional<byte[]> content = Optional.of(content(file, status));
                return new ReadEntry(status, false, "", xattrs, Optional.empty(), content);
            }
            isKept = true;
            return new ReadEntry(status, false, "", xattrs, Optional.of(file), Optional.empty());
        } finally {
            if (!isKept) {
                file.close();
            }
        }
    }

    private byte[] content(Fd file, FileStatus status) {
        ByteBuffer all = buffer.get().clear().limit((int) status.size());
        while (all.hasRemaining() && descriptors.pread(file, all, all.position()) > 0) {
            // goes on where it ended
        }
        byte[] content = new byte[all.position()];
        all.flip().get(content);
        return content;
    }

    /** Without a change of its access time, which only the owner may ask for. */
    private Fd open(Fd held) {
        String path = held.path().toString();
        try {
            return files.open(path, Flags.O_RDONLY | O_NOATIME, 0);
        } catch (LinuxException e) {
            if (!e.is(Errno.EPERM)) {
                throw e;
            }
            return files.open(path, Flags.O_RDONLY, 0);
        }
    }
}
