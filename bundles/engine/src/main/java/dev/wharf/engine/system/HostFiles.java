package dev.wharf.engine.system;

import dev.wharf.engine.api.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files in which the kernel and the distribution tell about themselves.
 *
 * @param root of the file system; another one in tests
 */
record HostFiles(Path root) {

    boolean exists(String path) {
        return Files.exists(root.resolve(path));
    }

    /** The text of a file; empty when it is not there or the kernel refuses to tell. */
    String text(String path) {
        try {
            return new String(Files.readAllBytes(root.resolve(path)), StandardCharsets.UTF_8).strip();
        } catch (IOException ignored) {
            // the same for us as if the feature were not there
            return "";
        }
    }

    /** Whether a file begins with one of the letters that stand for yes. */
    boolean isOn(String path) {
        String text = text(path);
        return text.startsWith("1") || text.startsWith("Y");
    }

    /** The value of a line {@code name: value} or {@code name=value}. */
    Optional<String> value(String path, String name) {
        return text(path)
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    /** How many entries a folder has. */
    int count(String folder) {
        try (Stream<Path> entries = Files.list(root.resolve(folder))) {
            return (int) entries.count();
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new EngineException.Internal("cannot list " + folder + ": " + e.getMessage(), e);
        }
    }
}
