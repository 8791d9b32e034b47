package dev.wharf.network.macvlan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The network namespaces of this machine that have a process; proc(5). */
final class Namespaces {
    private static final Path PROC = Path.of("/proc");

    private Namespaces() {}

    /** A file of each, which setns(2) takes as long as one of the processes lives. */
    static Collection<Path> all() {
        Map<Path, Path> found = new HashMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            processes.forEach(process -> add(process.resolve("ns/net"), found));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list processes", e);
        }
        return List.copyOf(found.values());
    }

    /** A link such as {@code net:[4026531840]} names it. */
    private static void add(Path file, Map<Path, Path> found) {
        try {
            found.putIfAbsent(Files.readSymbolicLink(file), file);
        } catch (IOException ignored) {
            // the process has ended
        }
    }
}
