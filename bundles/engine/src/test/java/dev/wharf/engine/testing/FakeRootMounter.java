package dev.wharf.engine.testing;

import dev.wharf.engine.root.MountedRoot;
import dev.wharf.engine.root.RootContent;
import dev.wharf.engine.root.RootMounter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Shows a plain folder as the root of a container, the same one each time. */
public final class FakeRootMounter implements RootMounter {
    private final Path folder;
    private final Set<String> mounted = ConcurrentHashMap.newKeySet();
    private final Map<String, RootContent> contents = new ConcurrentHashMap<>();
    private final List<String> diary = new CopyOnWriteArrayList<>();

    private Consumer<Path> prepared = root -> {};

    /** Shows folders below one. */
    public FakeRootMounter(Path folder) {
        this.folder = folder;
    }

    /** The ids of containers whose roots are mounted at present. */
    public Set<String> mounted() {
        return Set.copyOf(mounted);
    }

    /** What the root of a container was last mounted from. */
    public RootContent content(String id) {
        return contents.getOrDefault(id, new RootContent(List.of(), Optional.empty(), List.of(), false));
    }

    /** Lets every root that is mounted have the files that some work makes in it. */
    public void prepare(Consumer<Path> work) {
        prepared = work;
    }

    /** What happened, in order: {@code mount}, {@code unmount}. */
    public List<String> diary() {
        return List.copyOf(diary);
    }

    /** Where the root of a container is, made if it is not there. */
    public Path root(String id) {
        try {
            return Files.createDirectories(folder.resolve(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public MountedRoot mount(String id, RootContent content) {
        if (!mounted.add(id)) {
            throw new IllegalStateException("mounted twice: " + id);
        }
        contents.put(id, content);
        diary.add("mount");
        Path root = root(id);
        prepared.accept(root);
        return new MountedRoot() {
            @Override
            public Path bare() {
                return root;
            }

            @Override
            public Path full() {
                return root;
            }

            @Override
            public void close() {
                mounted.remove(id);
                content.unmounted().run();
                diary.add("unmount");
            }
        };
    }

    @Override
    public void sweep() {
        mounted.clear();
    }
}
