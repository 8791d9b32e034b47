package dev.wharf.volume.local;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.volume.VolumeInfo;
import dev.wharf.spi.volume.VolumeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folders of volumes, {@code NAME/_data} with {@code NAME/opts.json} beside it; Docker 20.10, volume/local/local.go. A
 * volume is there as soon as it has {@code _data}, and gone as soon as its folder is renamed.
 */
final class VolumeFolders {
    private static final String CONTENT = "_data";
    private static final String REMOVED = ".removed-";

    private final Path root;
    private final Mounter mounter;

    /** Folders below one; what an interrupted removal left there goes when {@link #sweep} is called. */
    VolumeFolders(Path root, Mounter mounter) {
        this.root = root;
        this.mounter = mounter;
        try {
            restrict(Files.createDirectories(root), "rwx-----x");
        } catch (IOException e) {
            throw failed(root, e);
        }
    }

    /** Where the content of a volume lies. */
    Path content(VolumeName name) {
        return folder(name).resolve(CONTENT);
    }

    boolean exists(VolumeName name) {
        return Files.isDirectory(content(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** What a volume consists of beside its folder. */
    Optional<MountRequest> request(VolumeName name) {
        try {
            return new OptionsFile(folder(name)).read();
        } catch (IOException e) {
            throw failed(folder(name), e);
        }
    }

    /** Makes a volume. What a crash left of it without content is used again. */
    void create(VolumeName name, Optional<MountRequest> request) {
        Path folder = folder(name);
        try {
            restrict(Files.createDirectories(folder), "rwx-----x");
            new OptionsFile(folder).write(request);
            Path draft = Files.createDirectories(folder.resolve(CONTENT + ".new"));
            restrict(draft, "rwxr-xr-x");
            Files.move(draft, content(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /** Removes a volume; one that is not there stays so. */
    void remove(VolumeName name) {
        try {
            Path removed = root.resolve(REMOVED + UUID.randomUUID());
            Files.move(folder(name), removed, StandardCopyOption.ATOMIC_MOVE);
            mounter.delete(removed);
        } catch (NoSuchFileException ignored) {
            // it is gone already
        } catch (IOException e) {
            throw failed(folder(name), e);
        }
    }

    /** Completes removals that a crash interrupted. */
    void sweep() {
        for (Path folder : listed()) {
            if (folder.getFileName().toString().startsWith(REMOVED)) {
                mounter.delete(folder);
            }
        }
    }

    /** The volumes. */
    List<VolumeInfo> all() {
        return listed().stream()
                .map(Path::getFileName)
                .map(Path::toString)
                .flatMap(this::named)
                .toList();
    }

    private Stream<VolumeInfo> named(String folder) {
        try {
            return info(new VolumeName(folder)).stream();
        } catch (IllegalArgumentException ignored) {
            return Stream.empty(); // something else lies there
        }
    }

    /** What is known of a volume; empty when it is not there. */
    Optional<VolumeInfo> info(VolumeName name) {
        return exists(name)
                ? Optional.of(new VolumeInfo(name, created(name), Optional.of(content(name)), List.of()))
                : Optional.empty();
    }

    /** The folder around the content changes only when the volume is made. */
    private Optional<Instant> created(VolumeName name) {
        try {
            return Optional.of(Files.getLastModifiedTime(folder(name)).toInstant());
        } catch (IOException ignored) {
            return Optional.empty(); // it is being removed
        }
    }

    private List<Path> listed() {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.toList();
        } catch (IOException e) {
            throw failed(root, e);
        }
    }

    private static void restrict(Path folder, String mode) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
    }

    private Path folder(VolumeName name) {
        return root.resolve(name.value());
    }

    private static DriverException failed(Path path, IOException error) {
        return new DriverException(Kind.INTERNAL, path + ": " + error.getMessage(), error);
    }
}
