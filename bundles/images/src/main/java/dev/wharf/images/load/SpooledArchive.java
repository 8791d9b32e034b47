package dev.wharf.images.load;

import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.images.layer.LayerContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An archive whose files lie in a folder under numbers, but for layers that were taken up while it was read. Names from the
 * archive are keys of a map and never become paths.
 */
public final class SpooledArchive {
    private static final long LARGEST_DOCUMENT = 4L * 1024 * 1024;
    private static final int MOST_LINKS = 8;

    private final Map<String, Path> files;
    private final Map<String, LayerContent> taken;
    private final Map<String, String> links;

    /**
     * An archive.
     *
     * @param files where each file lies, by its name in the archive
     * @param taken files that were taken up, by their names
     * @param links the cleaned name that each link stands for, by its own name
     */
    SpooledArchive(Map<String, Path> files, Map<String, LayerContent> taken, Map<String, String> links) {
        this.files = Map.copyOf(files);
        this.taken = Map.copyOf(taken);
        this.links = Map.copyOf(links);
    }

    /** The names of the files, in no order. */
    public Set<String> names() {
        return files.keySet();
    }

    /** Whether there is a file of this name, or a link that leads to one. */
    public boolean has(String name) {
        return find(name).isPresent();
    }

    /**
     * Reads a small file.
     *
     * @throws InvalidArgument when it is missing or longer than 4 MiB
     */
    public byte[] document(String name) {
        return document(name, file(name));
    }

    static byte[] document(String name, Path file) {
        try {
            if (Files.size(file) > LARGEST_DOCUMENT) {
                throw new InvalidArgument("invalid archive: " + name + " is too long");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Internal("cannot read a spooled file: " + e.getMessage(), e);
        }
    }

    /**
     * A large file.
     *
     * @throws InvalidArgument when it is missing
     */
    public LayerContent content(String name) {
        return Optional.ofNullable(taken.get(target(name))).orElseGet(() -> {
            Path file = file(name);
            return () -> Files.newInputStream(file);
        });
    }

    private Path file(String name) {
        return find(name).orElseThrow(() -> new InvalidArgument("invalid archive: there is no file \"" + name + '"'));
    }

    private Optional<Path> find(String name) {
        return Optional.ofNullable(files.get(target(name)));
    }

    private String target(String name) {
        String at = cleaned(name);
        for (int step = 0; step < MOST_LINKS && links.containsKey(at); step++) {
            at = links.getOrDefault(at, at);
        }
        return at;
    }

    /**
     * A name without empty, {@code .} and {@code ..} elements.
     *
     * @throws InvalidArgument when it leaves the archive
     */
    static String cleaned(String name) {
        Deque<String> elements = new ArrayDeque<>();
        for (String element : name.split("/", -1)) {
            if (element.equals("..") && elements.pollLast() == null) {
                throw new InvalidArgument("invalid archive: the name \"" + name + "\" leaves it");
            }
            if (!element.isEmpty() && !element.equals(".") && !element.equals("..")) {
                elements.addLast(element);
            }
        }
        return String.join("/", elements);
    }
}
