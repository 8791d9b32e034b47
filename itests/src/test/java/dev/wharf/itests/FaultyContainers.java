package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Supplier;

/** Containers of drivers that go wrong: each call tells its status, its message and its time. */
final class FaultyContainers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final WharfDaemon daemon;

    FaultyContainers(WharfDaemon daemon) {
        this.daemon = daemon;
    }

    /**
     * How a call ended.
     *
     * @param status of HTTP
     * @param body as sent
     * @param took how long
     */
    record Outcome(int status, String body, Duration took) {
        boolean isDone() {
            return status == 201 || status == 204 || status == 304;
        }

        Outcome requireDone() {
            assertThat(isDone()).as(toString()).isTrue();
            return this;
        }

        Outcome requireCreated() {
            assertThat(status).as(body).isEqualTo(201);
            return this;
        }

        void requireFailure(int expected, String text) {
            assertThat(status).as(body).isEqualTo(expected);
            requireFailure(text);
        }

        void requireFailure(String text) {
            assertThat(status).as(body).isBetween(400, 599);
            assertThat(body).contains(text);
            within(LIMIT);
        }

        Outcome within(Duration limit) {
            assertThat(took).as(body).isLessThan(limit);
            return this;
        }
    }

    private static Outcome timed(Supplier<RawClient.Response> call) {
        long start = System.nanoTime();
        RawClient.Response response = call.get();
        return new Outcome(response.status(), response.body(), Duration.ofNanos(System.nanoTime() - start));
    }

    Outcome create(String name, String logDriver) {
        String json =
                """
                {"Image": "busybox", "Cmd": ["sh", "-c", "while true; do echo on; sleep 0.1; done"],
                 "HostConfig": {"LogConfig": {"Type": "%s"}}}
                """
                        .formatted(logDriver);
        return timed(() -> daemon.client().postJson("/containers/create?name=" + name, json));
    }

    Outcome start(String name) {
        return timed(() -> daemon.client().post("/containers/" + name + "/start"));
    }

    Outcome stop(String name) {
        return timed(() -> daemon.client().post("/containers/" + name + "/stop?t=0"));
    }

    Outcome remove(String name) {
        return timed(() -> daemon.client().delete("/containers/" + name));
    }

    Outcome removeByForce(String name) {
        return timed(() -> daemon.client().delete("/containers/" + name + "?force=1"));
    }

    void makeDefault(String kind, String name) {
        RawClient.Response made = daemon.client()
                .postJson("/wharf/drivers/default", "{\"kind\":\"" + kind + "\",\"name\":\"" + name + "\"}");
        assertThat(made.status()).as(made.body()).isBetween(200, 299);
    }

    /** Empty when there is no such container. */
    String status(String name) {
        return inspected(name).at("/State/Status").asText();
    }

    String id(String name) {
        return inspected(name).path("Id").asText();
    }

    private JsonNode inspected(String name) {
        return json("/containers/" + name + "/json");
    }

    private JsonNode json(String path) {
        RawClient.Response response = daemon.client().get(path);
        if (response.status() != 200) {
            return JSON.missingNode();
        }
        try {
            return JSON.readTree(response.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void removeAllBut(String name) {
        for (JsonNode container : json("/containers/json?all=1")) {
            if (!container.at("/Names/0").asText().equals("/" + name)) {
                removeByForce(container.get("Id").asText()).requireDone();
            }
        }
    }

    /** The state of the driver {@code faulty}; empty when there is none. */
    String driverState(String kind) {
        for (JsonNode driver : json("/wharf/drivers")) {
            if (driver.path("kind").asText().equals(kind)
                    && driver.path("name").asText().equals("faulty")) {
                return driver.path("state").asText();
            }
        }
        return "";
    }
}
