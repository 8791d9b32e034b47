package dev.wharf.network.plugin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ActivationsTest {
    private static final String ACTIVE = "{\"Implements\":[\"NetworkDriver\"]}";

    @TempDir
    Path root;

    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
    private final List<PluginWatch> watches = new ArrayList<>();

    private final class News implements Activations.Consumer {
        @Override
        public void found(Plugin plugin, Set<String> implemented) {
            news.add("found " + plugin.name() + " " + implemented);
        }

        @Override
        public void lost(Plugin plugin) {
            news.add("lost " + plugin.name());
        }
    }

    private void start() {
        PluginFolders folders = new PluginFolders(root.resolve("deep/run"), List.of(root.resolve("etc")));
        PluginWatch watch = new PluginWatch(folders, new Activations(PluginTest.QUICK, new News()));
        watches.add(watch);
        watch.start();
    }

    private String next() throws InterruptedException {
        String next = news.poll(20, TimeUnit.SECONDS);
        return next == null ? "nothing" : next;
    }

    private FakePlugin plugin(String path) throws IOException {
        Path socket = root.resolve(path);
        Files.createDirectories(socket.getParent());
        return FakePlugin.at(socket).answering("Plugin.Activate", ACTIVE);
    }

    @AfterEach
    void close() {
        watches.forEach(PluginWatch::close);
    }

    @Test
    void whatIsThereIsFound() throws Exception {
        try (FakePlugin plugin = plugin("deep/run/a.sock")) {
            start();

            assertThat(next()).isEqualTo("found a [NetworkDriver]");
            assertThat(plugin.calls()).hasSize(1);
        }
    }

    @Test
    void whatComesIsFoundAndWhatGoesIsLost() throws Exception {
        start();
        try (FakePlugin first = plugin("deep/run/a.sock")) {
            assertThat(next()).isEqualTo("found a [NetworkDriver]");
            try (FakePlugin second = plugin("deep/run/b/b.sock")) {
                assertThat(next()).isEqualTo("found b [NetworkDriver]");

                Files.delete(root.resolve("deep/run/b/b.sock"));

                assertThat(next()).isEqualTo("lost b");
                assertThat(List.of(first, second)).doesNotContainNull();
            }
        }
    }

    @Test
    void aPluginThatIsNotReadyIsGreetedAgain() throws Exception {
        try (FakePlugin plugin = plugin("deep/run/a.sock")) {
            plugin.raw("Plugin.Activate", "HTTP/1.1 503 Wait\r\n\r\n");
            start();
            assertThat(news.poll(200, TimeUnit.MILLISECONDS)).isNull();

            plugin.answering("Plugin.Activate", ACTIVE);

            assertThat(next()).isEqualTo("found a [NetworkDriver]");
        }
    }

    @Test
    void aPluginThatMovesIsLostAndFound() throws Exception {
        try (FakePlugin plugin = plugin("a.sock");
                FakePlugin other = plugin("b.sock")) {
            Files.createDirectories(root.resolve("etc"));
            Files.writeString(root.resolve("etc/x.spec"), "unix://" + root.resolve("a.sock"));
            start();
            assertThat(next()).isEqualTo("found x [NetworkDriver]");

            Files.writeString(root.resolve("etc/x.spec"), "unix://" + root.resolve("b.sock"));

            assertThat(next()).isEqualTo("lost x");
            assertThat(next()).isEqualTo("found x [NetworkDriver]");
            assertThat(List.of(plugin, other)).doesNotContainNull();
        }
    }
}
