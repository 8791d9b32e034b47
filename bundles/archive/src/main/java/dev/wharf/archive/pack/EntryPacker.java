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
 * Packs files, folders, links and nodes, one entry each. What goes or changes its kind meanwhile is left out, as are
 * sockets. A file is first held by a descriptor that cannot read, so that nobody can make us open a device in its place.
 * For one thread.
 */
final class EntryPacker {
    private static final int O_NOATIME = 01000000;
    private static final int HELD = Flags.O_PATH | Flags.O_NOFOLLOW;
    private static final Set<Integer> GONE =
            Set.of(Errno.ENOENT, Errno.ENOTDIR, Errno.ELOOP, Errno.EINVAL, Errno.ENXIO);

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

    /** Packs what a folder has under a name. The entry's name has no slash at its end. */
    void pack(String entryName, Fd folder, String name, FileStatus status) throws IOException {
        switch (status.type()) {
            case Flags.S_IFREG -> packFile(entryName, folder, name, status);
            case Flags.S_IFLNK -> packOther(entryName, '2', folder, name, status);
            case Flags.S_IFCHR -> packOther(entryName, '3', folder, name, status);
            case Flags.S_IFBLK -> packOther(entryName, '4', folder, name, status);
            case Flags.S_IFDIR -> packOther(entryName + "/", '5', folder, name, status);
            case Flags.S_IFIFO -> packOther(entryName, '6', folder, name, status);
            default -> {}
        }
    }

    /** Packs a head without content. */
    void packHead(TarHead head) throws IOException {
        heads.write(times == Times.EXACT ? head : head.withWholeSeconds());
    }

    private void packFile(String entryName, Fd folder, String name, FileStatus listed) throws IOException {
        if (listed.links() > 1 && packLink(entryName, listed)) {
            return;
        }
        Optional<Fd> opened = unlessGone(() -> files.openIn(folder, name, HELD, 0));
        if (opened.isPresent()) {
            try (Fd held = opened.get()) {
                packHeld(entryName, held);
            }
        }
    }

    private void packHeld(String entryName, Fd held) throws IOException {
        FileStatus status = files.stat(held, "").orElseThrow();
        if (!status.isFile()) {
            return;
        }
        Map<String, byte[]> xattrs = attributes.of(held, "");
        try (Fd file = open(held)) {
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

    private void packOther(String entryName, char type, Fd folder, String name, FileStatus status) throws IOException {
        if (packLink(entryName, status)) {
            return;
        }
        Optional<TarHead> head = unlessGone(() -> {
            String target = type == '2' ? files.readlink(folder, name) : "";
            return TarHead.of(entryName, type, status).withLinkName(target).withXattrs(attributes.of(folder, name));
        });
        if (head.isPresent()) {
            packHead(head.get());
        }
    }

    /** Packs another name of a file that was packed before; false when it was not. */
    private boolean packLink(String entryName, FileStatus status) throws IOException {
        Optional<String> earlier = links.earlier(status, entryName);
        if (earlier.isPresent()) {
            packHead(TarHead.of(entryName, '1', status).withLinkName(earlier.get()));
        }
        return earlier.isPresent();
    }

    private static <T> Optional<T> unlessGone(java.util.function.Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (LinuxException e) {
            if (GONE.contains(e.errno())) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
