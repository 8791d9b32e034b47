package dev.wharf.linux;

import static dev.wharf.linux.Numbers.*;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import jnr.ffi.Pointer;

/** Files through syscall(2). */
final class JnrFiles implements FileCalls {
    private static final int O_CLOEXEC = 02000000;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_BASIC = 0x7ff;
    private static final long RESOLVE_NO_XDEV = 0x01;
    private static final long RESOLVE_NO_MAGICLINKS = 0x02;
    private static final long RESOLVE_IN_ROOT = 0x10;

    private final Syscalls syscalls;
    private final JnrDescriptors descriptors;
    private final JnrAttributes attributes;

    JnrFiles(Syscalls syscalls, JnrDescriptors descriptors) {
        this.syscalls = syscalls;
        this.descriptors = descriptors;
        this.attributes = new JnrAttributes(syscalls);
    }

    @Override
    public Fd open(String path, int flags, int mode) {
        long text = syscalls.scratch().text(path);
        return fd(syscalls.call("open", path, OPENAT, Syscalls.AT_FDCWD, text, flags | O_CLOEXEC, mode));
    }

    @Override
    public Fd openIn(Fd folder, String path, int flags, int mode) {
        return openat2(folder, path, new long[] {flags | O_CLOEXEC, mode, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS});
    }

    @Override
    public Fd openInMount(Fd folder, String path, int flags) {
        long resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV;
        return openat2(folder, path, new long[] {flags | O_CLOEXEC, 0, resolve});
    }

    /** The last argument is struct open_how of openat2(2). */
    private Fd openat2(Fd folder, String path, long[] openHow) {
        var scratch = syscalls.scratch();
        long text = scratch.text(path.isEmpty() ? "." : path);
        Pointer how = scratch.take(24);
        how.put(0, openHow, 0, openHow.length);
        return fd(retried(() -> syscalls.call("open", path, OPENAT2, folder.number(), text, how.address(), 24)));
    }

    /** openat2(2) says EAGAIN when a rename elsewhere keeps it from being sure that it stayed below the root. */
    private static long retried(java.util.function.LongSupplier call) {
        for (int attempt = 0; ; attempt++) {
            try {
                return call.getAsLong();
            } catch (LinuxException e) {
                if (!e.is(Errno.EAGAIN) || attempt == 64) {
                    throw e;
                }
            }
        }
    }

    private Fd fd(long number) {
        return new Fd((int) number, descriptors);
    }

    @Override
    public void mkdir(Fd folder, String name, int mode) {
        long text = syscalls.scratch().text(name);
        syscalls.call("mkdir", name, MKDIRAT, folder.number(), text, mode, 0);
        undoUmask(folder, name, text, mode);
    }

    @Override
    public void mknod(Fd folder, String name, int mode, long device) {
        long text = syscalls.scratch().text(name);
        syscalls.call("mknod", name, MKNODAT, folder.number(), text, mode, device);
        undoUmask(folder, name, text, mode & 07777);
    }

    /** What is for the owner alone is as it was asked for: no umask takes the owner's rights away. */
    private void undoUmask(Fd folder, String name, long text, int mode) {
        if ((mode & ~0700) != 0) {
            syscalls.call("chmod", name, FCHMODAT, folder.number(), text, mode, 0);
        }
    }

    @Override
    public void symlink(String target, Fd folder, String name) {
        var scratch = syscalls.scratch();
        syscalls.call("symlink", name, SYMLINKAT, scratch.text(target), folder.number(), scratch.text(name), 0);
    }

    @Override
    public void link(Fd fromFolder, String from, Fd toFolder, String to) {
        var scratch = syscalls.scratch();
        long source = scratch.text(from);
        long target = scratch.text(to);
        syscalls.call(() -> "link " + to, LINKAT, fromFolder.number(), source, toFolder.number(), target, 0, 0);
    }

    @Override
    public void unlink(Fd folder, String name, int flags) {
        long text = syscalls.scratch().text(name);
        syscalls.call("unlink", name, UNLINKAT, folder.number(), text, flags, 0);
    }

    @Override
    public boolean unlinkIfThere(Fd folder, String name, int flags) {
        long text = syscalls.scratch().text(name);
        long result = syscalls.raw(UNLINKAT, folder.number(), text, flags, 0, 0, 0);
        if (result < 0 && result != -Errno.ENOENT) {
            throw new LinuxException((int) -result, "unlink " + name);
        }
        return result == 0;
    }

    @Override
    public void rename(Fd fromFolder, String from, Fd toFolder, String to, int flags) {
        var scratch = syscalls.scratch();
        long source = scratch.text(from);
        long target = scratch.text(to);
        syscalls.call(
                () -> "rename " + from + " to " + to,
                RENAMEAT2,
                fromFolder.number(),
                source,
                toFolder.number(),
                target,
                flags,
                0);
    }

    @Override
    public void rename(String from, String to, int flags) {
        var scratch = syscalls.scratch();
        long source = scratch.text(from);
        long target = scratch.text(to);
        int here = Syscalls.AT_FDCWD;
        syscalls.call(() -> "rename " + from + " to " + to, RENAMEAT2, here, source, here, target, flags, 0);
    }

    @Override
    public String readlink(Fd folder, String name) {
        var scratch = syscalls.scratch();
        long text = scratch.text(name);
        Pointer target = scratch.takeUncleared(4096);
        long length =
                syscalls.call("readlink", name, READLINKAT, folder.number(), text, target.address(), target.size());
        return text(target, 0, (int) length);
    }

    private static String text(Pointer memory, long offset, int length) {
        byte[] bytes = new byte[length];
        memory.get(offset, bytes, 0, length);
        return FileNames.decode(bytes);
    }

    @Override
    public Optional<FileStatus> stat(Fd folder, String name) {
        var scratch = syscalls.scratch();
        long text = scratch.text(name);
        Pointer result = scratch.take(256);
        int flags = AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH;
        try {
            syscalls.call(() -> "stat " + name, STATX, folder.number(), text, flags, STATX_BASIC, result.address(), 0);
            return Optional.of(status(result));
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The offsets are those of struct statx in linux/stat.h. */
    private static FileStatus status(Pointer statx) {
        return new FileStatus(
                statx.getShort(28) & 0xffff,
                statx.getInt(20),
                statx.getInt(24),
                statx.getLong(40),
                statx.getLong(48),
                statx.getInt(16) & 0xffffffffL,
                statx.getLong(32),
                Flags.device(statx.getInt(136), statx.getInt(140)),
                Flags.device(statx.getInt(128), statx.getInt(132)),
                Instant.ofEpochSecond(statx.getLong(112), statx.getInt(120)),
                Instant.ofEpochSecond(statx.getLong(96), statx.getInt(104)));
    }

    @Override
    public AttributeCalls attributes() {
        return attributes;
    }

    @Override
    public void list(Fd folder, Consumer<List<String>> parts) {
        entries(
                folder,
                part -> parts.accept(part.stream().map(FolderEntry::name).toList()));
    }

    @Override
    public void entries(Fd folder, Consumer<List<FolderEntry>> parts) {
        long dot = syscalls.scratch().text(".");
        int flags = Flags.O_RDONLY | Flags.O_DIRECTORY | O_CLOEXEC;
        try (Fd opened = fd(syscalls.call("list", folder, OPENAT, folder.number(), dot, flags, 0))) {
            Optional<List<FolderEntry>> part = nextEntries(opened);
            while (part.isPresent()) {
                parts.accept(part.get());
                part = nextEntries(opened);
            }
        }
    }

    /** The next entries, or empty at the end. Takes the scratch memory anew, which the receiver of a part may have used. */
    private Optional<List<FolderEntry>> nextEntries(Fd folder) {
        Pointer buffer = syscalls.scratch().takeUncleared(64 * 1024);
        long length = syscalls.call("list", folder, GETDENTS64, folder.number(), buffer.address(), buffer.size(), 0);
        if (length == 0) {
            return Optional.empty();
        }
        List<FolderEntry> entries = new ArrayList<>();
        addEntries(buffer, length, entries);
        return Optional.of(entries);
    }

    /** The records are struct linux_dirent64 of getdents(2); its types are those of the mode, shifted. */
    private static void addEntries(Pointer buffer, long length, List<FolderEntry> entries) {
        for (long at = 0; at < length; at += buffer.getShort(at + 16) & 0xffff) {
            int end = buffer.indexOf(at + 19, (byte) 0);
            String name = text(buffer, at + 19, end);
            if (!name.equals(".") && !name.equals("..")) {
                entries.add(new FolderEntry(name, buffer.getByte(at + 18) << 12));
            }
        }
    }
}
