package dev.wharf.engine.spec;

import dev.wharf.spi.exec.DeviceNode;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks at the device files of the host. */
public final class HostDevices {
    private static final int TYPE_MASK = 0170000;
    private static final int CHARACTER = 0020000;
    private static final int BLOCK = 0060000;
    private static final int PERMISSIONS = 07777;
    private static final int MAXIMUM_DEPTH = 5;

    /** What a container has of its own; and /dev/console, which is its terminal. */
    private static final Set<String> OWN = Set.of("pts", "shm", "mqueue", "fd", "console", "ptmx", ".udev", ".lxc");

    /**
     * The device at a path on the host, as it shall appear in a container.
     *
     * @return empty when there is no device at the path
     */
    public Optional<DeviceNode> at(Path path, String pathInContainer) {
        try {
            Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,rdev");
            int mode = (Integer) attributes.getOrDefault("mode", 0);
            long device = (Long) attributes.getOrDefault("rdev", 0L);
            return type(mode)
                    .map(type ->
                            new DeviceNode(pathInContainer, type, major(device), minor(device), mode & PERMISSIONS));
        } catch (IOException ignored) {
            return Optional.empty(); // no such file, or one that vanished meanwhile
        }
    }

    /** All devices in a folder of the host, in the order of their paths, below a folder of the container. */
    public List<DeviceNode> below(Path folder, String folderInContainer) {
        try (Stream<Path> files = Files.walk(folder, MAXIMUM_DEPTH, new FileVisitOption[0])) {
            return files.filter(file -> !isOwn(folder.relativize(file)))
                    .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !Files.isSymbolicLink(file))
                    .sorted()
                    .flatMap(file -> at(file, folderInContainer + '/' + folder.relativize(file)).stream())
                    .toList();
        } catch (IOException | java.io.UncheckedIOException ignored) {
            return List.of(); // a folder that vanished meanwhile holds no devices
        }
    }

    private static boolean isOwn(Path relative) {
        return OWN.contains(relative.getName(0).toString());
    }

    private static Optional<Character> type(int mode) {
        return switch (mode & TYPE_MASK) {
            case CHARACTER -> Optional.of('c');
            case BLOCK -> Optional.of('b');
            default -> Optional.empty();
        };
    }

    /** As glibc's gnu_dev_major. */
    private static int major(long device) {
        return (int) (((device >>> 8) & 0xfff) | ((device >>> 32) & ~0xfffL));
    }

    /** As glibc's gnu_dev_minor. */
    private static int minor(long device) {
        return (int) ((device & 0xff) | ((device >>> 12) & ~0xffL));
    }
}
