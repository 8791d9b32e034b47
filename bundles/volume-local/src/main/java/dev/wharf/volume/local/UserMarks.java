package dev.wharf.volume.local;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.volume.VolumeName;
import dev.wharf.spi.volume.VolumeUser;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who uses which volume: an empty file for each user in a folder for each volume. Files, as the users outlive the daemon;
 * marks of an earlier boot of the host are worthless, and go.
 */
final class UserMarks {
    private final Path root;

    private UserMarks(Path root) {
        this.root = root;
    }

    /**
     * The marks in a run folder.
     *
     * @param boot tells this boot of the host from others
     */
    static UserMarks in(Path runFolder, String boot) {
        UserMarks marks = new UserMarks(runFolder.resolve("users"));
        Path file = runFolder.resolve("boot");
        try {
            if (!Files.exists(file) || !Files.readString(file).equals(boot)) {
                for (Path volume : listed(marks.root)) {
                    clear(volume);
                }
                Files.writeString(file, boot);
            }
            Files.createDirectories(marks.root);
            return marks;
        } catch (IOException e) {
            throw failed(marks.root, e);
        }
    }

    /** Whether a volume has users. */
    boolean any(VolumeName volume) {
        try {
            return !listed(folder(volume)).isEmpty();
        } catch (IOException e) {
            throw failed(folder(volume), e);
        }
    }

    /** Adds a user; one that is there stays. */
    void add(VolumeName volume, VolumeUser user) {
        Path mark = folder(volume).resolve(user.value());
        try {
            if (!Files.exists(mark, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(folder(volume));
                Files.createFile(mark);
            }
        } catch (IOException e) {
            throw failed(mark, e);
        }
    }

    /** Removes a user; one that is not there stays so. */
    void remove(VolumeName volume, VolumeUser user) {
        try {
            Files.deleteIfExists(folder(volume).resolve(user.value()));
            Files.deleteIfExists(folder(volume));
        } catch (DirectoryNotEmptyException ignored) {
            // it has other users
        } catch (IOException e) {
            throw failed(folder(volume), e);
        }
    }

    /** Removes all users of a volume. */
    void clear(VolumeName volume) {
        try {
            clear(folder(volume));
        } catch (IOException e) {
            throw failed(folder(volume), e);
        }
    }

    private static void clear(Path volume) throws IOException {
        for (Path mark : listed(volume)) {
            Files.deleteIfExists(mark);
        }
        Files.deleteIfExists(volume);
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (NoSuchFileException ignored) {
            return List.of(); // nobody was ever there
        }
    }

    private Path folder(VolumeName volume) {
        return root.resolve(volume.value());
    }

    private static DriverException failed(Path path, IOException error) {
        return new DriverException(Kind.INTERNAL, path + ": " + error.getMessage(), error);
    }
}
