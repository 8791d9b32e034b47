package dev.wharf.engine.system;

import dev.wharf.engine.api.EngineException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The id of the daemon, made once and kept in a file. It has the form of Docker's, which is the fingerprint of a key: 12
 * groups of 4 characters of base32.
 */
final class DaemonId {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final Pattern FORM = Pattern.compile("[A-Z2-7]{4}(:[A-Z2-7]{4}){11}");

    private DaemonId() {}

    /** Reads the id, or makes it when it is not there or damaged. */
    static String in(Path dataRoot) {
        Path file = dataRoot.resolve("engine-id");
        try {
            String id = read(file);
            return FORM.matcher(id).matches() ? id : keep(file, make(new SecureRandom()));
        } catch (IOException e) {
            throw new EngineException.Internal(
                    "cannot keep the id of the daemon in " + file + ": " + e.getMessage(), e);
        }
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static String keep(Path file, String id) throws IOException {
        Path fresh = file.resolveSibling("engine-id.new");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(fresh, id + "\n");
        try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return id;
    }

    private static String make(RandomGenerator random) {
        StringBuilder id = new StringBuilder();
        for (int character = 0; character < 48; character++) {
            if (character > 0 && character % 4 == 0) {
                id.append(':');
            }
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
