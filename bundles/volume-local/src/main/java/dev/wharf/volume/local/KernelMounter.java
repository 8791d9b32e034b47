package dev.wharf.volume.local;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.MountCalls;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Mounts through the kernel. */
final class KernelMounter implements Mounter {
    private static final Path TABLE = Path.of("/proc/self/mountinfo");
    private static final int MOUNT_POINT = 4;
    private static final Set<String> OF_THE_NETWORK = Set.of("nfs", "nfs4", "cifs");
    private static final Pattern ADDRESS = Pattern.compile("(?<=^|,)addr=([^,]+)");
    private static final Set<Integer> FAULTS_OF_THE_CLIENT =
            Set.of(Errno.ENOENT, Errno.EINVAL, Errno.ENODEV, Errno.ENOTDIR, Errno.ENXIO);

    private final Supplier<Kernel> kernel;

    /** Asks for the kernel at first use, as loading native code takes a while. */
    KernelMounter(Supplier<Kernel> kernel) {
        this.kernel = kernel;
    }

    @Override
    public void mount(MountRequest request, Path folder) {
        MountOptions options = MountOptions.of(resolved(request));
        try {
            mount(request, options, folder.toString());
        } catch (LinuxException e) {
            Kind kind = FAULTS_OF_THE_CLIENT.contains(e.errno()) ? Kind.INVALID_ARGUMENT : Kind.INTERNAL;
            throw new DriverException(kind, "failed to mount local volume: " + e.getMessage(), e);
        }
    }

    private void mount(MountRequest request, MountOptions options, String target) {
        MountCalls mounts = kernel.get().mounts();
        mounts.mount(request.device(), target, request.type(), options.flags(), options.data());
        boolean isWhole = false;
        try {
            if (options.propagation() != 0) {
                mounts.mount("", target, "", options.propagation(), "");
            }
            if (options.isReadOnlyBind()) {
                mounts.mount("", target, "", options.flags() | Flags.MS_REMOUNT, "");
            }
            isWhole = true;
        } finally {
            if (!isWhole) {
                mounts.unmount(target, Flags.MNT_DETACH);
            }
        }
    }

    /** The kernel takes no names of hosts; Docker 20.10, volume/local/local_unix.go. */
    private static String resolved(MountRequest request) {
        Matcher address = ADDRESS.matcher(request.options());
        if (!OF_THE_NETWORK.contains(request.type()) || !address.find()) {
            return request.options();
        }
        try {
            String resolved = InetAddress.getByName(address.group(1)).getHostAddress();
            return address.replaceFirst(Matcher.quoteReplacement("addr=" + resolved));
        } catch (UnknownHostException e) {
            throw new DriverException(
                    Kind.UNAVAILABLE, "error resolving passed in network volume address: " + e.getMessage(), e);
        }
    }

    @Override
    public void unmount(Path folder) {
        try {
            kernel.get().mounts().unmount(folder.toString(), Flags.MNT_DETACH);
        } catch (LinuxException e) {
            if (!e.is(Errno.EINVAL) && !e.is(Errno.ENOENT)) {
                throw new DriverException(Kind.INTERNAL, String.valueOf(e.getMessage()), e);
            }
        }
    }

    @Override
    public boolean isMounted(Path folder) {
        try (Stream<String> lines = Files.lines(TABLE)) {
            String escaped = escaped(folder.toRealPath().toString()); // the data root may be a symbolic link
            return lines.anyMatch(line -> line.split(" ", -1)[MOUNT_POINT].equals(escaped));
        } catch (IOException e) {
            throw new DriverException(Kind.INTERNAL, TABLE + ": " + e.getMessage(), e);
        }
    }

    /** As in proc(5): spaces and the like are octal numbers. */
    private static String escaped(String path) {
        return path.replace("\\", "\\134")
                .replace(" ", "\\040")
                .replace("\t", "\\011")
                .replace("\n", "\\012");
    }

    @Override
    public void delete(Path folder) {
        String parent = folder.resolveSibling("").toString();
        try (Fd place = kernel.get().files().open(parent, Flags.O_PATH | Flags.O_DIRECTORY, 0)) {
            FileTree.remove(kernel.get().files(), place, folder.getFileName().toString());
        } catch (LinuxException e) {
            throw new DriverException(
                    e.is(Errno.EBUSY) ? Kind.IN_USE : Kind.INTERNAL, String.valueOf(e.getMessage()), e);
        }
    }
}
