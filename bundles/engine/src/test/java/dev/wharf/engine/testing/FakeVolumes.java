package dev.wharf.engine.testing;

import dev.wharf.spi.DriverContext;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.Probe;
import dev.wharf.spi.volume.MountedVolume;
import dev.wharf.spi.volume.VolumeDriver;
import dev.wharf.spi.volume.VolumeDriverProvider;
import dev.wharf.spi.volume.VolumeInfo;
import dev.wharf.spi.volume.VolumeName;
import dev.wharf.spi.volume.VolumeUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** Volumes as folders {@code NAME/_data}; remembers who has mounted them, as long as it lives. */
public final class FakeVolumes implements VolumeDriver {
    private final Path root;
    private final Map<String, Set<String>> users = new ConcurrentSkipListMap<>();
    private final Map<String, Map<String, String>> options = new ConcurrentSkipListMap<>();
    private boolean fails = false;

    /** Volumes below a folder, which is made when needed. */
    public FakeVolumes(Path root) {
        this.root = root;
    }

    /** Who has a volume mounted, sorted. */
    public Set<String> users(String volume) {
        return users.getOrDefault(volume, Set.of());
    }

    /** What a volume was made with. */
    public Map<String, String> options(String volume) {
        return options.getOrDefault(volume, Map.of());
    }

    /** Lets every further mount fail, or work again. */
    public void failMounts(boolean fail) {
        fails = fail;
    }

    /** Where the content of a volume lies. */
    public Path content(String volume) {
        return root.resolve(volume).resolve("_data");
    }

    @Override
    public void create(VolumeName name, Map<String, String> given) {
        if (given.containsKey("bad")) {
            throw new DriverException(DriverException.Kind.INVALID_ARGUMENT, "invalid option: \"bad\"");
        }
        options.put(name.value(), given);
        try {
            Files.createDirectories(content(name.value()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<VolumeInfo> get(VolumeName name) {
        Path content = content(name.value());
        return Files.isDirectory(content)
                ? Optional.of(new VolumeInfo(name, Optional.empty(), Optional.of(content), List.of()))
                : Optional.empty();
    }

    @Override
    public List<VolumeInfo> list() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.map(folder -> String.valueOf(folder.getFileName()))
                    .flatMap(name -> get(new VolumeName(name)).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void remove(VolumeName name) {
        if (!users(name.value()).isEmpty()) {
            throw new DriverException(DriverException.Kind.IN_USE, "volume has active mounts");
        }
        try (Stream<Path> tree = Files.walk(root.resolve(name.value()))) {
            tree.sorted(Comparator.reverseOrder()).forEach(FakeVolumes::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public MountedVolume mount(VolumeName name, VolumeUser user) {
        if (fails) {
            throw new DriverException(DriverException.Kind.INTERNAL, "the disk is broken");
        }
        if (get(name).isEmpty()) {
            throw new DriverException(DriverException.Kind.NOT_FOUND, "no such volume");
        }
        users.computeIfAbsent(name.value(), absent -> new TreeSet<>()).add(user.value());
        return new MountedVolume(content(name.value()), false);
    }

    @Override
    public void unmount(VolumeName name, VolumeUser user) {
        users.computeIfPresent(name.value(), (volume, those) -> {
            those.remove(user.value());
            return those.isEmpty() ? null : those;
        });
    }

    @Override
    public void close() {}

    /**
     * Offers such a driver, which is opened elsewhere.
     *
     * @param name of the driver
     */
    public record Provider(String name) implements VolumeDriverProvider {
        @Override
        public Scope scope() {
            return Scope.GLOBAL;
        }

        @Override
        public Probe probe(DriverContext context) {
            return Probe.supported();
        }

        @Override
        public VolumeDriver open(DriverContext context, Map<String, String> given) {
            throw new DriverException(DriverException.Kind.UNSUPPORTED, "not opened here");
        }
    }
}
