package dev.wharf.logdriver.jsonfile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moves the files of a log on by one age, and counts how often that happened. The count, with the inode of the file that
 * is about to be moved, is written beside the log first: an open after a crash in between sees by the inode that the
 * move is still to be done.
 */
final class Rotation {
    private static final Pattern MARK = Pattern.compile("(\\d{1,18}) (\\d+)\n");

    private final LogFiles files;
    private final int maxFiles;
    private final Path mark;
    private long count;

    private Rotation(LogFiles files, int maxFiles) {
        this.files = files;
        this.maxFiles = maxFiles;
        this.mark = files.beside(".rotations");
    }

    /** Reads the count, completes what a crash interrupted, and makes the current file when it is not there. */
    static Rotation open(LogFiles files, int maxFiles) throws IOException {
        var rotation = new Rotation(files, maxFiles);
        if (Files.exists(rotation.mark)) {
            rotation.recover();
        }
        if (!Files.exists(files.current())) {
            LogFiles.create(files.current());
        }
        return rotation;
    }

    /** How often the log was rotated. */
    long count() {
        return count;
    }

    /** Makes an empty current file; the earlier one is the file {@code .1}, or gone when only one is kept. */
    void rotate() throws IOException {
        Path next = files.beside(".rotations.new");
        Files.writeString(next, (count + 1) + " " + inode() + "\n");
        Files.move(next, mark, StandardCopyOption.ATOMIC_MOVE);
        move();
        count++;
    }

    private void recover() throws IOException {
        Matcher matcher = MARK.matcher(Files.readString(mark, StandardCharsets.US_ASCII));
        if (!matcher.matches()) {
            return;
        }
        count = Long.parseLong(matcher.group(1));
        if (Files.exists(files.current()) && matcher.group(2).equals(inode())) {
            move();
        }
    }

    /** As rotate of Docker 1.9.1, daemon/logger/jsonfilelog; a missing file is passed over. */
    private void move() throws IOException {
        for (int age = maxFiles - 1; age > 0; age--) {
            rename(files.file(age - 1), files.file(age));
        }
        Path fresh = files.beside(".new");
        Files.deleteIfExists(fresh);
        LogFiles.create(fresh);
        rename(fresh, files.current());
    }

    private static void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException ignored) {
            // Fewer files than allowed were written so far.
        }
    }

    private String inode() throws IOException {
        return String.valueOf(Files.getAttribute(files.current(), "unix:ino"));
    }
}
