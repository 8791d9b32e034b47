package dev.wharf.api.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.container.FileArchive;
import dev.wharf.engine.api.container.PathStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/** Writes the path that it was asked for, in pieces of odd sizes for those with a name that says so. */
final class FakeFileArchive implements FileArchive {
    private final PathStatus status;
    private final String path;
    private final CountDownLatch closed;

    FakeFileArchive(PathStatus status, String path, CountDownLatch closed) {
        this.status = status;
        this.path = path;
        this.closed = closed;
    }

    @Override
    public PathStatus status() {
        return status;
    }

    @Override
    public void writeTo(OutputStream tar) throws IOException {
        tar.write(path.getBytes(UTF_8));
        switch (path) {
            case "/broken" -> throw new Internal("the disk is broken");
            case "/breaking" -> {
                tar.write(new byte[FakeFiles.MEGABYTE]);
                throw new Internal("the disk breaks");
            }
            case "/endless" -> {
                while (true) {
                    tar.write(new byte[FakeFiles.MEGABYTE]);
                }
            }
            case "/folder" -> {
                for (int size = 1; size < FakeFiles.MEGABYTE; size *= 2) {
                    tar.write('x');
                    tar.write(new byte[size]);
                }
            }
            default -> {}
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
