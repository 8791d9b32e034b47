package dev.wharf.graphdriver.aufs;

import dev.wharf.linux.DescriptorCalls;
import dev.wharf.linux.DeviceFilterCalls;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.MountCalls;
import dev.wharf.linux.NetworkCalls;
import dev.wharf.linux.Poller;
import dev.wharf.linux.ProcessCalls;
import dev.wharf.linux.SocketCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A kernel whose mount(2) records what it is asked for, and pretends to have AUFS with the limits that aufs(5) and its
 * source tell: the union is copied to the target when the mount is made, and once more when branches are appended.
 */
final class PretendedAufs implements MountCalls, Kernel {
    private static final int PAGE = 4096;
    private static final int MOST_OPTIONS = 85;

    private final Kernel real = Linux.kernel();
    private final List<Call> calls = new ArrayList<>();
    private final Map<Path, List<Path>> mounted = new HashMap<>();
    private final int mostBranches;
    private final boolean knowsDirperm1;

    /**
     * What was asked for.
     *
     * @param flags of mount(2)
     * @param data its options
     */
    record Call(long flags, String data) {}

    PretendedAufs(int mostBranches, boolean knowsDirperm1) {
        this.mostBranches = mostBranches;
        this.knowsDirperm1 = knowsDirperm1;
    }

    PretendedAufs() {
        this(127, true);
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void mount(String source, String target, String type, long flags, String data) {
        throw new AssertionError("AUFS is mounted with paths relative to a folder");
    }

    @Override
    public void mountIn(Fd folder, String source, String target, String type, long flags, String data) {
        calls.add(new Call(flags, data));
        Path base = real(folder.path());
        Path place = base.resolve(target);
        boolean remount = (flags & Flags.MS_REMOUNT) != 0;
        refuseUnless(type.equals("aufs") && mounted.containsKey(place) == remount, Errno.EINVAL);
        refuseUnless(data.length() < PAGE, Errno.EINVAL);
        List<Path> branches = new ArrayList<>(mounted.getOrDefault(place, List.of()));
        int options = 0;
        for (String option : List.of(data.split(","))) {
            List<Path> more = branches(base, option);
            branches.addAll(more);
            options += Math.max(1, more.size());
        }
        refuseUnless(options < MOST_OPTIONS, Errno.E2BIG);
        refuseUnless(branches.size() <= mostBranches, Errno.ENOSPC);
        refuseUnless(branches.stream().distinct().count() == branches.size(), Errno.EINVAL);
        mounted.put(place, branches);
        Union.show(branches, place);
    }

    private List<Path> branches(Path base, String option) {
        if (option.startsWith("br:") || option.startsWith("append:")) {
            String text = option.substring(option.indexOf(':') + 1);
            return List.of(text.split(":")).stream()
                    .map(each -> branch(base, each))
                    .toList();
        }
        boolean isXino = option.startsWith("xino=/")
                && !Path.of(option.substring(5)).toFile().exists();
        boolean isDirperm1 = knowsDirperm1 && option.equals("dirperm1");
        refuseUnless(isXino || isDirperm1 || List.of("dio", "noplink").contains(option), Errno.EINVAL);
        return List.of();
    }

    private static Path branch(Path base, String text) {
        int equals = text.indexOf('=');
        refuseUnless(List.of("rw", "ro+wh").contains(text.substring(equals + 1)), Errno.EINVAL);
        Path branch = base.resolve(text.substring(0, equals));
        refuseUnless(branch.toFile().isDirectory(), Errno.ENOENT);
        return branch;
    }

    @Override
    public void attach(Fd mount, String target) {
        throw new AssertionError("the driver moves no mounts");
    }

    @Override
    public void unmount(String target, int flags) {
        Path place = real(Path.of(target));
        refuseUnless(mounted.remove(place) != null, Errno.EINVAL);
        Union.show(List.of(), place);
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuseUnless(boolean isRight, int errno) {
        if (!isRight) {
            throw new LinuxException(errno, "mount aufs");
        }
    }

    @Override
    public MountCalls mounts() {
        return this;
    }

    @Override
    public FileCalls files() {
        return real.files();
    }

    @Override
    public DescriptorCalls descriptors() {
        return real.descriptors();
    }

    @Override
    public ProcessCalls processes() {
        return real.processes();
    }

    @Override
    public DeviceFilterCalls deviceFilters() {
        return real.deviceFilters();
    }

    @Override
    public NetworkCalls networking() {
        return real.networking();
    }

    @Override
    public SocketCalls sockets() {
        return real.sockets();
    }

    @Override
    public Poller poller() {
        return real.poller();
    }
}
