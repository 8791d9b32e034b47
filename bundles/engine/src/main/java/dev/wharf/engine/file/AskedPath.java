package dev.wharf.engine.file;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.EngineException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * A path as a client asks for it; Docker 1.9.1, {@code archive.PreserveTrailingDotOrSeparator}.
 *
 * @param text as the client wrote it
 * @param path from the root on, without dots, dot-dots and doubled slashes
 * @param name the last element as asked: {@code /} for the root, {@code .} for the content of a folder
 * @param isFolder whether the client says that it is a folder, by a slash or a dot at the end
 */
record AskedPath(String text, String path, String name, boolean isFolder) {
    /** Checks all parts. */
    AskedPath {
        requireNonNull(text, "text");
        requireNonNull(path, "path");
        requireNonNull(name, "name");
    }

    /**
     * Reads a path.
     *
     * @throws EngineException InvalidArgument for an empty one and one that no file can have
     */
    static AskedPath of(String text) {
        if (text.isEmpty()) {
            throw new EngineException.InvalidArgument("bad parameter: 'path' cannot be empty");
        }
        if (text.indexOf('\0') >= 0) {
            throw new EngineException.InvalidArgument("invalid path: it contains a NUL character");
        }
        String path = clean(text);
        List<String> words = words(text);
        boolean isContent = !words.isEmpty() && words.get(words.size() - 1).equals(".");
        boolean isFolder = isContent || text.endsWith("/") || path.equals("/");
        return new AskedPath(text, path, isContent ? "." : last(path), isFolder);
    }

    /** The last element of a clean path, or the slash of the root. */
    static String last(String path) {
        return path.equals("/") ? path : path.substring(path.lastIndexOf('/') + 1);
    }

    /** A clean path without its last element. */
    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /** The elements of a path that are not empty. */
    static List<String> words(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String clean(String text) {
        Deque<String> clean = new ArrayDeque<>();
        for (String word : words(text)) {
            if (word.equals("..")) {
                clean.pollLast();
            } else if (!word.equals(".")) {
                clean.addLast(word);
            }
        }
        return "/" + String.join("/", clean);
    }
}
