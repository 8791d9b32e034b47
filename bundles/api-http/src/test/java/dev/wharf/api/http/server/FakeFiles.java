package dev.wharf.api.http.server;

import dev.wharf.engine.api.EngineException.Forbidden;
import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.container.ContainerFiles;
import dev.wharf.engine.api.container.FileArchive;
import dev.wharf.engine.api.container.PathStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Every container has the file {@code /file} and the folder {@code /folder}. Reading {@code /broken} fails at once, and
 * {@code /breaking} after a megabyte.
 */
final class FakeFiles implements ContainerFiles {
    static final int MEGABYTE = 1 << 20;

    final Map<String, String> written = new ConcurrentHashMap<>();
    final CountDownLatch closed = new CountDownLatch(1);
    final CountDownLatch writeFailed = new CountDownLatch(1);

    private final FakeContainers containers;

    FakeFiles(FakeContainers containers) {
        this.containers = containers;
    }

    @Override
    public PathStatus stat(String container, String path) {
        containers.inspect(container);
        return switch (path) {
            case "/file" -> new PathStatus("file", 30, 0100644, Instant.parse("2026-11-20T23:51:18Z"), "");
            case "/folder" -> new PathStatus("folder", 0, 041777, Instant.EPOCH, "");
            case "/broken", "/breaking", "/endless" -> new PathStatus("x", 0, 0100600, Instant.EPOCH, "");
            default -> throw new NotFound("Could not find the file " + path + " in container " + container);
        };
    }

    @Override
    public FileArchive read(String container, String path) {
        return new FakeFileArchive(stat(container, path), path, closed);
    }

    @Override
    public FileArchive copy(String container, String path) {
        return read(container, path);
    }

    @Override
    public void write(String container, String path, boolean keepKinds, InputStream tar) {
        if (path.equals("/readonly")) {
            throw new Forbidden("container rootfs is marked read-only");
        }
        if (stat(container, path).mode() != 041777) {
            throw new InvalidArgument("extraction point is not a directory");
        }
        try {
            written.put(path + (keepKinds ? " keeping kinds" : ""), text(tar));
        } catch (IOException e) {
            writeFailed.countDown();
            throw new Internal("the upload broke off", e);
        }
    }

    @Override
    public FileArchive export(String container) {
        containers.inspect(container);
        return new FakeFileArchive(new PathStatus("/", 0, 040755, Instant.EPOCH, ""), "/", closed);
    }

    private static String text(InputStream tar) throws IOException {
        return new String(tar.readAllBytes(), StandardCharsets.UTF_8);
    }
}
