package dev.wharf.api.http.server;

import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.image.HistoryEntry;
import dev.wharf.engine.api.image.Image;
import dev.wharf.engine.api.image.ImageArchive;
import dev.wharf.engine.api.image.ImageQuery;
import dev.wharf.engine.api.image.ImageService;
import dev.wharf.engine.api.image.ImportRequest;
import dev.wharf.engine.api.image.Progress;
import dev.wharf.engine.api.image.Removal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** One image, {@code busybox:latest}; imports count the bytes, and the word "hang" makes them wait for interruption. */
final class FakeImages implements ImageService {
    static final String ID = "sha256:" + "ab".repeat(32);

    final CountDownLatch importEnded = new CountDownLatch(1);
    final CountDownLatch readFailed = new CountDownLatch(1);

    @Override
    public List<Image> list(ImageQuery query) {
        return List.of(image());
    }

    @Override
    public Image inspect(String image) {
        if (!image.equals("busybox") && !image.equals("host:5000/a/b")) {
            throw new NotFound("No such image: " + image);
        }
        return image();
    }

    @Override
    public Optional<String> id(String image) {
        return Optional.of(inspect(image).id());
    }

    @Override
    public List<HistoryEntry> history(String image) {
        inspect(image);
        return List.of();
    }

    @Override
    public void tag(String image, String repository, String tag, boolean force) {
        inspect(image);
        if (repository.isEmpty()) {
            throw new InvalidArgument("repository name must have at least one component");
        }
    }

    @Override
    public List<Removal> remove(String image, boolean force, boolean prune) {
        inspect(image);
        return List.of(new Removal.Untagged("busybox:latest", ID), new Removal.Deleted(ID));
    }

    @Override
    public String importTar(ImportRequest request, InputStream tar, Consumer<Progress> progress) {
        try {
            return imported(read(tar), progress);
        } finally {
            importEnded.countDown();
        }
    }

    private static String imported(String content, Consumer<Progress> progress) {
        if (content.contains("bad")) {
            throw new InvalidArgument("invalid tar header");
        }
        progress.accept(Progress.of("Importing"));
        if (content.contains("late")) {
            throw new Internal("the disk is full");
        }
        if (content.contains("hang")) {
            hang();
        }
        return ID;
    }

    @Override
    public List<String> load(InputStream archive, Consumer<Progress> progress) {
        read(archive);
        return List.of("busybox:latest");
    }

    @Override
    public ImageArchive save(List<String> images) {
        if (images.isEmpty()) {
            throw new InvalidArgument("no image is named");
        }
        images.forEach(this::inspect);
        return new FakeImageArchive(images);
    }

    @Override
    public int count() {
        return 1;
    }

    private String read(InputStream tar) {
        try {
            return new String(tar.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            readFailed.countDown();
            throw new InvalidArgument("unexpected EOF", e);
        }
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new Internal("interrupted", e);
        }
    }

    private static Image image() {
        return new Image(
                ID,
                "",
                Instant.EPOCH,
                "",
                "<&>",
                "",
                ContainerConfig.empty(),
                ContainerConfig.empty(),
                "1.9.1",
                "amd64",
                "linux",
                1,
                1,
                List.of("busybox:latest"),
                List.of(),
                List.of(),
                "vfs",
                Optional.empty());
    }
}
