package dev.wharf.archive;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Linux;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Measures unpacking and rebuilding, to be compared with other programs by hand: {@code UnpackingSpeed TAR FOLDER ROUNDS}.
 * The folder is on the file system to be measured, and gets a child that is removed again.
 */
final class UnpackingSpeed {
    private final Path tar;
    private final Path parent;

    private UnpackingSpeed(Path tar, Path parent) {
        this.tar = tar;
        this.parent = parent;
    }

    /** Prints one line for each round. */
    public static void main(String[] args) throws IOException {
        var speed = new UnpackingSpeed(Path.of(args[0]), Path.of(args[1]));
        for (int round = Integer.parseInt(args[2]); round > 0; round--) {
            speed.measure();
        }
    }

    private void measure() throws IOException {
        long start = System.nanoTime();
        unpackPlainly();
        long plain = System.nanoTime();
        remove();
        long begin = System.nanoTime();
        byte[] recipe = unpack();
        long unpacked = System.nanoTime();
        long bytes = rebuild(recipe);
        long rebuilt = System.nanoTime();
        remove();
        System.out.printf(
                Locale.ROOT,
                "unpack %d ms, with recipe of %d bytes %d ms, rebuild %d ms (%d MB)%n",
                (plain - start) / 1_000_000,
                recipe.length,
                (unpacked - begin) / 1_000_000,
                (rebuilt - unpacked) / 1_000_000,
                bytes >> 20);
    }

    private void unpackPlainly() throws IOException {
        try (InputStream in = Files.newInputStream(tar)) {
            new LayerUnpacker(Linux.kernel()).unpack(in, target(), UnpackLimits.none());
        }
    }

    private byte[] unpack() throws IOException {
        var recipe = new ByteArrayOutputStream();
        try (InputStream in = Files.newInputStream(tar)) {
            new LayerUnpacker(Linux.kernel()).unpack(in, target(), UnpackLimits.none(), recipe);
        }
        return recipe.toByteArray();
    }

    private UnpackTarget target() throws IOException {
        return new UnpackTarget(Files.createDirectory(parent.resolve("layer")), Whiteouts.OVERLAY, List.of());
    }

    private long rebuild(byte[] recipe) {
        return new LayerRebuilder(Linux.kernel())
                .rebuild(new ByteArrayInputStream(recipe), parent.resolve("layer"), OutputStream.nullOutputStream());
    }

    private void remove() {
        var files = Linux.kernel().files();
        try (Fd folder = files.open(parent.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0)) {
            FileTree.remove(files, folder, "layer");
        }
    }
}
