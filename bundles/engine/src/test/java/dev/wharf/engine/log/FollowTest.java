package dev.wharf.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.container.LogOptions;
import dev.wharf.engine.api.container.OutputSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("privileged")
@Timeout(60)
class FollowTest {
    private static final LogOptions FOLLOW =
            new LogOptions(true, true, true, false, Optional.empty(), Optional.empty(), OptionalLong.empty());

    private final OutputsFixture fixture;
    private final CollectingSink sink = new CollectingSink();

    FollowTest(@TempDir Path root) {
        this.fixture = new OutputsFixture(root);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aRestartByPolicyDoesNotEndFollowing() throws Exception {
        OutputsFixture.write(fixture.start().stdout(), "first\n");
        CompletableFuture<Void> following = following();
        OutputsFixture.await(() -> sink.stdout().equals("first\n"));

        fixture.restarting.set(true);
        fixture.end();
        OutputsFixture.write(fixture.start().stdout(), "second\n");
        OutputsFixture.await(() -> sink.stdout().equals("first\nsecond\n"));
        fixture.restarting.set(false);
        fixture.end();
        following.get();

        assertThat(sink.stdout()).isEqualTo("first\nsecond\n");
    }

    @Test
    void followingBeginsWhileTheContainerWaitsForItsRestart() throws Exception {
        fixture.restarting.set(true);
        CompletableFuture<Void> following = following();

        OutputsFixture.write(fixture.start().stdout(), "first\n");
        OutputsFixture.await(() -> sink.stdout().equals("first\n"));
        fixture.restarting.set(false);
        fixture.end();
        following.get();

        assertThat(sink.stdout()).isEqualTo("first\n");
    }

    private CompletableFuture<Void> following() {
        OutputSource logs = fixture.streams.logs("web", FOLLOW);
        return CompletableFuture.runAsync(() -> {
            try (logs) {
                logs.copyTo(sink);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
