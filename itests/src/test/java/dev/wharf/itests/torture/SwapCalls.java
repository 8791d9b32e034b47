package dev.wharf.itests.torture;

import dev.wharf.itests.Conversation;
import dev.wharf.itests.RawClient;
import dev.wharf.itests.Talk;
import dev.wharf.itests.WharfDaemon;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The calls that {@link SwapTimes} makes again and again; each returns whether all of it succeeded. */
final class SwapCalls implements AutoCloseable {
    private static final String NETWORK = "swap-net";
    private static final String SERVER = "server";
    private static final String CLIENT = "client";

    private final WharfDaemon daemon;
    private final RawClient client;
    private final AtomicInteger number = new AtomicInteger();
    private final List<Runnable> open = new ArrayList<>();

    SwapCalls(WharfDaemon daemon) {
        this.daemon = daemon;
        this.client = daemon.client();
    }

    /** Makes the network, a server with a published port and a client. */
    void prepare(int port) {
        must(client.postJson("/networks/create", "{\"Name\":\"" + NETWORK + "\"}"));
        start(
                SERVER,
                Body.container(Scene.IMAGE, "exec talk serve tcp 80")
                        .with("ExposedPorts", "{\"80/tcp\":{}}")
                        .host("NetworkMode", "\"" + NETWORK + "\"")
                        .host("PortBindings", "{\"80/tcp\":[{\"HostPort\":\"" + port + "\"}]}"));
        start(
                CLIENT,
                Body.container(Scene.IMAGE, "exec cat")
                        .with("OpenStdin", "true")
                        .host("NetworkMode", "\"" + NETWORK + "\""));
    }

    /** Creates and starts a container. */
    void start(String name, Body body) {
        must(client.postJson("/containers/create?name=" + name, body.toString()));
        must(client.post("/containers/" + name + "/start"));
    }

    private static void must(RawClient.Response response) {
        if (response.status() >= 300) {
            throw new AssertionError(response.toString());
        }
    }

    boolean lives() {
        String name = "life" + number.incrementAndGet();
        String body = Body.container(Scene.IMAGE, "exit 0").toString();
        return isGood(() -> client.postJson("/containers/create?name=" + name, body))
                && untilGood(() -> client.delete("/containers/" + name));
    }

    /** An exec, as the client waits for it: attached, so that the answer ends with it. */
    boolean execs() {
        return succeeds("sleeper1", "true");
    }

    boolean resolves() {
        return succeeds(CLIENT, "nslookup " + SERVER + " 127.0.0.11 >/dev/null");
    }

    private boolean succeeds(String container, String script) {
        try {
            RawClient.Response made = client.postJson(
                    "/containers/" + container + "/exec",
                    Body.exec(script).with("AttachStdout", "true").toString());
            String id = made.body().replaceAll("(?s).*\"Id\":\"([0-9a-f]{64})\".*", "$1");
            return made.status() == 201
                    && client.postJson("/exec/" + id + "/start", "{}").status() == 200
                    && client.get("/exec/" + id + "/json").body().contains("\"ExitCode\":0");
        } catch (UncheckedIOException ignored) {
            return false; // a failure is what is counted
        }
    }

    boolean volumes() {
        String name = "volume" + number.incrementAndGet();
        return isGood(() -> client.postJson("/volumes/create", "{\"Name\":\"" + name + "\"}"))
                && untilGood(() -> client.delete("/volumes/" + name));
    }

    boolean connects() {
        String body = "{\"Container\":\"writer1\"}";
        return isGood(() -> client.postJson("/networks/" + NETWORK + "/connect", body))
                && untilGood(() -> client.postJson("/networks/" + NETWORK + "/disconnect", body));
    }

    boolean lists() {
        return isGood(() -> client.get("/containers/json"));
    }

    boolean images() {
        return isGood(() -> client.get("/images/json"));
    }

    boolean networks() {
        return isGood(() -> client.get("/networks"));
    }

    /** What was made is taken away again, however long that takes: it is part of the gap. */
    private static boolean untilGood(Supplier<RawClient.Response> call) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!isGood(call)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Pause.millis(2);
        }
        return true;
    }

    private static boolean isGood(Supplier<RawClient.Response> call) {
        try {
            int status = call.get().status();
            return status >= 200 && status < 300;
        } catch (UncheckedIOException ignored) {
            return false; // a failure is what is counted
        }
    }

    /** The next line of a container that a follower of its log gets; a follower that is cut off begins again. */
    BooleanSupplier followed(String container) {
        Follower follower = new Follower(daemon.socket(), container);
        open.add(follower::close);
        return follower::line;
    }

    /** Words over one connection to the published port. */
    BooleanSupplier conversation(Talk talk, int port) {
        Conversation conversation = talk.hold(daemon.host(), "127.0.0.1", port);
        open.add(conversation::close);
        return () -> {
            Pause.millis(5);
            return conversation.say("word").endsWith(" word");
        };
    }

    boolean serves(Target target, String version) {
        try {
            RawClient.Response rows = client.get("/wharf/drivers");
            return rows.status() == 200 && target.serves(version, new Reply(200, rows.bytes()).json());
        } catch (UncheckedIOException ignored) {
            return false; // it is away for a moment
        }
    }

    @Override
    public void close() {
        open.forEach(Runnable::run);
    }
}
