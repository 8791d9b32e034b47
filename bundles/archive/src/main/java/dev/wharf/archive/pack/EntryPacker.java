package dev.wharf.archive.pack;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Packs files, folders, links and nodes, one entry each. Sockets are left out, as is what goes meanwhile. Everything is first
 * held by a descriptor that cannot read, so that nobody can make us open a device, or tell of one thing what belongs to
 * another. For one thread.
 */
final class EntryPacker {
    private static final int O_NOATIME = 01000000;
    private static final int HELD = Flags.O_PATH | Flags.O_NOFOLLOW;
    private static final Set<Integer> GONE = Set.of(Errno.ENOENT, Errno.ENOTDIR, Errno.ELOOP);

    private final FileCalls files;
    private final TarOutput out;
    private final HeadWriter heads;
    private final PackedAttributes attributes;
    private final HardLinks links = new HardLinks();
    private final Times times;

    /** How exactly times are told. */
    enum Times {
        /** To the nanosecond, in a pax header for most entries. */
        EXACT,
        /** In seconds, as Docker since 1.10 has them (pkg/archive/archive.go, FileInfoHeader): half the bytes per head. */
        SECONDS
    }

    EntryPacker(Kernel kernel, TarOutput out, Times times) {
        this.files = kernel.files();
        this.out = out;
        this.heads = new HeadWriter(out);
        this.attributes = new PackedAttributes(kernel.files().attributes());
        this.times = times;
    }

    /**
     * Packs what a folder has under a name; an empty name means the folder itself. The entry's name has no slash at its
     * end.
     *
     * @return whether it is a folder
     */
    boolean pack(String entryName, Fd folder, String name) throws IOException {
        Optional<Fd> opened = hold(folder, name);
        if (opened.isEmpty()) {
            return false;
        }
        try (Fd held = opened.get()) {
            FileStatus status = files.stat(held, "").orElseThrow();
            packHeld(entryName, held, status);
            return status.isFolder();
        }
    }

    /** Packs a head without content. */
    void packHead(TarHead head) throws IOException {
        heads.write(times == Times.EXACT ? head : head.withWholeSeconds());
    }

    private Optional<Fd> hold(Fd folder, String name) {
        try {
            return Optional.of(files.openIn(folder, name, HELD, 0));
        } catch (LinuxException e) {
            if (GONE.contains(e.errno())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void packHeld(String entryName, Fd held, FileStatus status) throws IOException {
        if (status.type() == Flags.S_IFSOCK) {
            return;
        }
        Optional<String> earlier = links.earlier(status, entryName);
        if (earlier.isPresent()) {
            packHead(TarHead.of(entryName, '1', status).withLinkName(earlier.get()));
            return;
        }
        switch (status.type()) {
            case Flags.S_IFREG -> packFile(entryName, held, status);
            case Flags.S_IFLNK -> packOther(
                    TarHead.of(entryName, '2', status).withLinkName(files.readlink(held, "")), held);
            case Flags.S_IFCHR -> packOther(TarHead.of(entryName, '3', status), held);
            case Flags.S_IFBLK -> packOther(TarHead.of(entryName, '4', status), held);
            case Flags.S_IFDIR -> packOther(TarHead.of(entryName + "/", '5', status), held);
            case Flags.S_IFIFO -> packOther(TarHead.of(entryName, '6', status), held);
            default -> throw new IllegalArgumentException("unknown type of " + entryName);
        }
    }

    private void packOther(TarHead head, Fd held) throws IOException {
        packHead(head.withXattrs(attributes.of(held, "")));
    }

    private void packFile(String entryName, Fd held, FileStatus status) throws IOException {
        try (Fd file = open(held)) {
            Map<String, byte[]> xattrs = attributes.of(file, "");
            packHead(TarHead.of(entryName, '0', status).withXattrs(xattrs));
            out.content(file, status);
        }
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
