package dev.wharf.volume.local;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Remembers what would be mounted. */
final class FakeMounter implements Mounter {
    private final Map<Path, MountRequest> mounts = new HashMap<>();
    private boolean fails = false;

    /** What is mounted where. */
    Map<Path, MountRequest> mounts() {
        return mounts;
    }

    /** Lets every further mount fail. */
    void fail() {
        fails = true;
    }

    @Override
    public void mount(MountRequest request, Path folder) {
        if (fails) {
            throw new DriverException(Kind.INVALID_ARGUMENT, "failed to mount local volume");
        }
        if (mounts.put(folder, request) != null) {
            throw new IllegalStateException("mounted twice: " + folder);
        }
    }

    @Override
    public void unmount(Path folder) {
        mounts.remove(folder);
    }

    @Override
    public boolean isMounted(Path folder) {
        return mounts.containsKey(folder);
    }

    @Override
    public void delete(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
