package dev.wharf.api.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wharf.engine.api.image.ImageArchive;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes the names of its images. */
final class FakeImageArchive implements ImageArchive {
    private final List<String> images;

    FakeImageArchive(List<String> images) {
        this.images = List.copyOf(images);
    }

    @Override
    public void writeTo(OutputStream tar) throws IOException {
        tar.write(String.join(" ", images).getBytes(UTF_8));
    }

    @Override
    public void close() {
        // holds nothing
    }
}
