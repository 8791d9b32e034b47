package dev.wharf.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A small ext4 in a file, which can be made read-only as the kernel makes it after an error of the disk. */
final class IllDisk implements AutoCloseable {
    private final Path image;
    private final Path place;

    private IllDisk(Path image, Path place) {
        this.image = image;
        this.place = place;
    }

    /** Makes one and mounts it; what was in the folder is hidden. */
    static IllDisk in(Path folder, Path place) throws IOException {
        Path image = Files.createTempFile(folder, "disk", ".img");
        run("truncate", "-s", "256M", image.toString());
        run("mkfs.ext4", "-q", "-F", image.toString());
        IllDisk disk = new IllDisk(image, place);
        disk.mount();
        return disk;
    }

    private void mount() {
        run("mount", "-o", "loop,errors=remount-ro", image.toString(), place.toString());
    }

    /** Takes no more bytes from now on, not even from those who had opened files for it before. */
    void makeReadOnly() throws IOException {
        Path device = Path.of(run("findmnt", "-n", "-o", "SOURCE", place.toString()));
        Path trigger = Path.of("/sys/fs/ext4", Objects.toString(device.getFileName()), "trigger_fs_error");
        Files.writeString(trigger, "made to fail by a test");
    }

    /** Repairs it while nobody uses it. */
    void repair() {
        run("umount", place.toString());
        Commands.run(List.of("e2fsck", "-fy", image.toString())); // tells with its code that it has mended something
        mount();
    }

    @Override
    public void close() throws IOException {
        Commands.run(List.of("umount", "-l", place.toString()));
        Files.deleteIfExists(image);
    }

    private static String run(String... command) {
        return Commands.run(List.of(command)).text();
    }
}
