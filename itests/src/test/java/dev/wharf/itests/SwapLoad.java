package dev.wharf.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that start, run, commit and remove all the time. Each call succeeds, or is refused in a way that says what is away. */
final class SwapLoad implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EXEC_CODE = 7;
    private static final int RUN_CODE = 3;

    private final RawClient client;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String writer;
    private final String committed;
    private final String volume;
    private final Queue<String> findings = new ConcurrentLinkedQueue<>();
    private final AtomicInteger succeeded = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    /**
     * Begins.
     *
     * @param writer a running container, in which execs are made
     * @param committed another one, which is paused now and then
     * @param volume for those that are made
     */
    SwapLoad(WharfDaemon daemon, String writer, String committed, String volume) {
        this.committed = committed;
        this.client = daemon.client();
        this.writer = writer;
        this.volume = volume;
        begin("execs", this::exec);
        begin("lives", this::live);
        begin("commits", this::commit);
    }

    private void begin(String name, Runnable work) {
        Thread thread = new Thread(
                () -> {
                    while (!ended) {
                        work.run();
                    }
                },
                name);
        thread.setUncaughtExceptionHandler((dead, error) -> findings.add(name + " ended with " + error));
        thread.start();
        threads.add(thread);
    }

    /** How many calls succeeded so far. */
    int succeeded() {
        return succeeded.get();
    }

    /** How many calls were refused so far. */
    int refused() {
        return refused.get();
    }

    /** What was not as it should be. */
    List<String> findings() {
        return List.copyOf(findings);
    }

    private void exec() {
        RawClient.Response made =
                client.postJson("/containers/" + writer + "/exec", "{\"Cmd\":[\"sh\",\"-c\",\"exit 7\"]}");
        if (!isDone("exec create", made)) {
            return;
        }
        String id = json(made).get("Id").asText();
        RawClient.Response started = client.postJson("/exec/" + id + "/start", "{\"Detach\":true}");
        if (!isDone("exec start", started)) {
            return;
        }
        Await.until("the end of an exec", PATIENCE, () -> !isRunning(id));
        check(
                "exit code of an exec",
                EXEC_CODE,
                json(inspected(id)).get("ExitCode").asInt());
    }

    private boolean isRunning(String exec) {
        RawClient.Response inspected = inspected(exec);
        return inspected.status() == 503 || json(inspected).get("Running").asBoolean();
    }

    private RawClient.Response inspected(String exec) {
        return client.get("/exec/" + exec + "/json");
    }

    private void live() {
        RawClient.Response made = client.postJson(
                "/containers/create",
                "{\"Image\":\"bb\",\"Cmd\":[\"sh\",\"-c\",\"echo x > /v/x && exit 3\"],\"HostConfig\":{\"Binds\":[\""
                        + volume + ":/v\"]}}");
        if (!isDone("create", made)) {
            return;
        }
        String id = json(made).get("Id").asText();
        if (isDone("start", client.post("/containers/" + id + "/start"))) {
            RawClient.Response waited = client.post("/containers/" + id + "/wait");
            if (isDone("wait", waited)) {
                check(
                        "exit code of a container",
                        RUN_CODE,
                        json(waited).get("StatusCode").asInt());
            }
        }
        Await.until("a removal", PATIENCE, () -> isDone("rm", client.delete("/containers/" + id + "?force=1")));
    }

    private void commit() {
        RawClient.Response made = client.postJson("/commit?repo=swapped&container=" + committed, "{}");
        if (isDone("commit", made)) {
            String id = json(made).get("Id").asText();
            Await.until("the removal of an image", PATIENCE, () -> isDone("rmi", client.delete("/images/" + id)));
        }
    }

    /** A refusal names the driver that is away, or says that the call can be repeated. */
    private boolean isDone(String what, RawClient.Response response) {
        if (response.status() < 300) {
            succeeded.incrementAndGet();
            return true;
        }
        refused.incrementAndGet();
        if (response.status() != 503) {
            findings.add(what + ": " + response.status() + " " + response.body());
        }
        return false;
    }

    private void check(String what, int expected, int actual) {
        if (expected != actual) {
            findings.add(what + " is " + actual);
        }
    }

    private static JsonNode json(RawClient.Response response) {
        try {
            return JSON.readTree(response.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        finish();
    }

    /** Ends after the calls that are being made. */
    void finish() {
        ended = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
