package dev.wharf.drivers.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wharf.engine.api.EngineException.Internal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The default drivers that were chosen in a running daemon: a file with a line {@code kind=name} for each kind. It survives
 * a power loss. Thread-safe.
 */
final class ChosenDefaults {
    private static final Logger LOG = LoggerFactory.getLogger(ChosenDefaults.class);
    private static final String NAME = "default-drivers";

    private final Path file;
    private final ReentrantLock writing = new ReentrantLock();
    private final Map<String, String> names; // guarded by writing

    private ChosenDefaults(Path file, Map<String, String> names) {
        this.file = file;
        this.names = names;
    }

    /** Reads the file; one that is not there or cannot be read tells nothing, and the latter is logged. */
    static ChosenDefaults in(Path dataRoot) {
        Path file = dataRoot.resolve(NAME);
        Map<String, String> names = new TreeMap<>();
        try {
            if (Files.exists(file)) {
                Files.readAllLines(file).forEach(line -> add(line, names));
            }
        } catch (IOException e) {
            LOG.warn("the default drivers that were chosen cannot be read from {}: {}", file, e.toString());
        }
        return new ChosenDefaults(file, names);
    }

    /** The name of the driver that was chosen for a kind. */
    Optional<String> of(String kind) {
        writing.lock();
        try {
            return Optional.ofNullable(names.get(kind));
        } finally {
            writing.unlock();
        }
    }

    /**
     * Keeps a choice.
     *
     * @throws Internal when it cannot be written; then the former one stays
     */
    void keep(String kind, String name) {
        writing.lock();
        try {
            Map<String, String> next = new TreeMap<>(names);
            next.put(kind, name);
            write(next);
            names.putAll(next);
        } catch (IOException e) {
            throw new Internal("cannot keep the default " + kind + " driver in " + file + ": " + e.getMessage(), e);
        } finally {
            writing.unlock();
        }
    }

    private void write(Map<String, String> next) throws IOException {
        String text = next.entrySet().stream()
                .map(entry -> entry.getKey() + '=' + entry.getValue() + '\n')
                .collect(Collectors.joining());
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path draft = folder.resolve(NAME + ".new");
        try (FileChannel out = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    private static void add(String line, Map<String, String> names) {
        int equals = line.indexOf('=');
        if (equals > 0) {
            names.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        }
    }
}
