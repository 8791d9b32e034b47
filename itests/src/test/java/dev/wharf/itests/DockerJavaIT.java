package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The library that most Java programs use. */
@Tag("privileged")
class DockerJavaIT {
    private static WharfDaemon daemon;
    private static DockerClient docker;

    @BeforeAll
    static void startDaemon() {
        daemon = WharfDaemon.start();
        DefaultDockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(daemon.dockerHost())
                .withDockerTlsVerify(false)
                .withApiVersion("1.21")
                .build();
        docker = DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(URI.create(daemon.dockerHost()))
                        .build());
    }

    @AfterAll
    static void endDaemon() throws IOException {
        docker.close();
        daemon.close();
    }

    @Test
    void aContainerLivesItsLife() throws InterruptedException {
        String id =
                docker.createContainerCmd("wharf/hello").withName("java").exec().getId();
        docker.startContainerCmd(id).exec();
        int code = docker.waitContainerCmd(id).start().awaitStatusCode(20, TimeUnit.SECONDS);

        Lines lines = new Lines();
        docker.logContainerCmd(id)
                .withStdOut(true)
                .withFollowStream(true)
                .exec(lines)
                .awaitCompletion(20, TimeUnit.SECONDS);
        InspectContainerResponse seen = docker.inspectContainerCmd("java").exec();
        docker.removeContainerCmd(id).exec();

        assertThat(code).isZero();
        assertThat(lines.text()).startsWith("Ahoy from Wharf!");
        assertThat(seen.getState().getExitCodeLong()).isZero();
        assertThatThrownBy(() -> docker.inspectContainerCmd(id).exec()).isInstanceOf(NotFoundException.class);
    }

    @Test
    void imagesInfoAndVersionAreUnderstood() {
        assertThat(docker.listImagesCmd().exec())
                .anySatisfy(image -> assertThat(image.getRepoTags()).contains("wharf/hello:latest"));
        assertThat(docker.infoCmd().exec().getDriver()).isNotEmpty();
        assertThat(docker.versionCmd().exec().getApiVersion()).isEqualTo("1.21");
    }

    /** Joins the frames. */
    private static final class Lines extends ResultCallback.Adapter<Frame> {
        private final Queue<String> text = new ConcurrentLinkedQueue<>();

        @Override
        public void onNext(Frame frame) {
            text.add(new String(frame.getPayload(), StandardCharsets.UTF_8));
        }

        private String text() {
            return String.join("", text);
        }
    }
}
