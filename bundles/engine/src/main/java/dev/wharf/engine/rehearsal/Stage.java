package dev.wharf.engine.rehearsal;

import dev.wharf.drivers.DriverRegistry;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.image.HistoryEntry;
import dev.wharf.engine.api.image.Image;
import dev.wharf.engine.api.image.ImageArchive;
import dev.wharf.engine.api.image.ImageQuery;
import dev.wharf.engine.api.image.ImageRoots;
import dev.wharf.engine.api.image.ImageService;
import dev.wharf.engine.api.image.ImportRequest;
import dev.wharf.engine.api.image.Progress;
import dev.wharf.engine.api.image.Removal;
import dev.wharf.linux.launch.InitProgram;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The only image of a rehearsal: a root with one small program, in the default graph driver. */
final class Stage implements ImageService, ImageRoots, AutoCloseable {
    /** The program, which says how it is used and ends. */
    static final String PROGRAM = "/play";

    /** Its argument when it is to wait until it is killed. */
    static final String WAITING = "--wait";

    private static final String NAME = "rehearsal";

    private final DriverRegistry drivers;
    private final RootLayer root;
    private final Image image;

    /**
     * Sets the stage.
     *
     * @throws EngineException Unavailable, Internal
     */
    Stage(DriverRegistry drivers) {
        this.drivers = drivers;
        root = new RootLayer(drivers.graph().defaultName(), NAME);
        image = image(root.graphDriver());
        drivers.graph().call(root.graphDriver(), graph -> {
            clear(graph); // what a daemon left that was killed meanwhile
            build(graph);
            return Boolean.TRUE;
        });
    }

    private static void build(GraphDriver graph) {
        SnapshotKey key = new SnapshotKey(NAME);
        graph.prepare(key, Optional.empty());
        try {
            furnish(graph.writableFolder(key).path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        graph.commit(new LayerId(NAME), key);
    }

    private static void furnish(Path folder) throws IOException {
        for (String name : List.of("dev", "etc", "proc", "sys")) {
            Files.createDirectory(folder.resolve(name));
        }
        for (String name : List.of("hostname", "hosts", "resolv.conf")) {
            Files.createFile(folder.resolve("etc").resolve(name));
        }
        Path program = Files.write(folder.resolve(PROGRAM.substring(1)), InitProgram.bytes());
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("r-xr-xr-x"));
    }

    private static void clear(GraphDriver graph) {
        graph.remove(new LayerId(NAME));
        graph.remove(new SnapshotKey(NAME));
    }

    private static Image image(String graphDriver) {
        return new Image(
                "sha256:" + "0".repeat(64),
                "",
                Instant.EPOCH,
                "",
                "",
                "",
                ContainerConfig.empty(),
                ContainerConfig.empty(),
                "",
                "",
                "linux",
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                graphDriver,
                Optional.empty());
    }

    @Override
    public RootLayer root(String imageId) {
        return root;
    }

    @Override
    public Image inspect(String name) {
        return image;
    }

    @Override
    public Optional<String> id(String name) {
        return Optional.of(image.id());
    }

    @Override
    public List<Image> list(ImageQuery query) {
        return List.of(image);
    }

    @Override
    public int count() {
        return 1;
    }

    @Override
    public List<HistoryEntry> history(String name) {
        return List.of();
    }

    @Override
    public void tag(String name, String repository, String tag, boolean force) {
        throw refusal();
    }

    @Override
    public List<Removal> remove(String name, boolean force, boolean prune) {
        throw refusal();
    }

    @Override
    public String importTar(ImportRequest request, InputStream tar, Consumer<Progress> progress) {
        throw refusal();
    }

    @Override
    public List<String> load(InputStream archive, Consumer<Progress> progress) {
        throw refusal();
    }

    @Override
    public ImageArchive save(List<String> images) {
        throw refusal();
    }

    private static EngineException refusal() {
        return new EngineException.Unsupported("the image of a rehearsal stays as it is");
    }

    /** Clears the stage. */
    @Override
    public void close() {
        drivers.graph().call(root.graphDriver(), graph -> {
            clear(graph);
            return Boolean.TRUE;
        });
    }
}
