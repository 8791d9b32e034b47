package dev.wharf.itests.torture;

import dev.wharf.itests.Commands;
import dev.wharf.itests.Host;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Turns about networks. */
final class Wires {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String SERVE = "exec talk serve tcp 80";
    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 20_000;

    private final Host host;

    /** Publishes ports on a host. */
    Wires(Host host) {
        this.host = host;
    }

    /** A published port answers while its container runs, and neither before nor after. */
    void ports(Scene scene) {
        int port = FIRST_PORT + (int) (Scene.fresh() % PORTS);
        String bindings = "{\"80/tcp\":[{\"HostPort\":\"" + port + "\"}]}";
        String network = scene.random().nextBoolean() ? "bridge" : Scene.NETWORK;
        Container made = scene.make(
                        "port",
                        scene.body(SERVE)
                                .with("ExposedPorts", "{\"80/tcp\":{}}")
                                .host("NetworkMode", "\"" + network + "\"")
                                .host("PortBindings", bindings))
                .start();
        await(scene, "port", made.id() + " at port " + port, () -> ask(port));
        made.remove();
        scene.expect(!ask(port), "port", "port " + port + " of " + made.id() + " answers after its removal");
    }

    private boolean ask(int port) {
        String script = "echo hi | busybox nc -w 2 127.0.0.1 " + port;
        Commands.Result result = Commands.run(host.command(List.of("sh", "-c", script)));
        return result.out().contains("hi");
    }

    /** Containers of a network of its own find one another by name. */
    void names(Scene scene) {
        String network = scene.prefix() + "net";
        Request look = Request.of("network inspect", "GET /networks/" + network, 200, 404);
        scene.api()
                .settle(
                        Request.of("network create", "POST /networks/create", 201)
                                .json("{\"Name\":\"" + network + "\",\"CheckDuplicate\":true}"),
                        () -> scene.api().settle(look).status() == 200);
        Container server = scene.make("server", inside(scene, network, SERVE)).start();
        Container client =
                scene.make("client", inside(scene, network, "exec sleep 1000")).start();
        String name = scene.prefix() + "server";
        await(scene, "name", client.id() + " to " + name, () -> reaches(scene, client, name));
        client.remove();
        server.remove();
        scene.api()
                .settle(
                        Request.of("network remove", "DELETE /networks/" + network, 204),
                        () -> scene.api().settle(look).status() == 404);
    }

    /** While the daemon is away nobody resolves names, so the exit code is not known beforehand. */
    private static boolean reaches(Scene scene, Container client, String name) {
        return Exec.codeOf(scene, client.id(), "talk ask tcp " + name + " 80 hi | grep -q hi") == 0;
    }

    private static Body inside(Scene scene, String network, String script) {
        return scene.body(script).host("NetworkMode", "\"" + network + "\"");
    }

    /** A running container is connected to a further network and disconnected from it. */
    void connects(Scene scene) {
        Container made =
                scene.make("moves", inside(scene, "bridge", "exec sleep 1000")).start();
        String body = "{\"Container\":\"" + made.id() + "\"}";
        scene.api()
                .settle(
                        Request.of("connect", "POST /networks/" + Scene.NETWORK + "/connect", 200)
                                .json(body),
                        () -> isConnected(made));
        scene.expect(isConnected(made), "connect", made.id() + " is not connected");
        await(scene, "name", made.id() + " to web", () -> reaches(scene, made, Standing.SERVER));
        scene.api()
                .settle(
                        Request.of("disconnect", "POST /networks/" + Scene.NETWORK + "/disconnect", 200)
                                .json(body),
                        () -> !isConnected(made));
        scene.expect(!isConnected(made), "disconnect", made.id() + " is still connected");
        made.remove();
    }

    private static boolean isConnected(Container container) {
        return container.inspect().path("NetworkSettings").path("Networks").has(Scene.NETWORK);
    }

    /** The time in which the daemon is away does not count. */
    private static void await(Scene scene, String operation, String what, BooleanSupplier holds) {
        long since = System.nanoTime();
        while (!holds.getAsBoolean()) {
            long now = System.nanoTime();
            since = scene.outages().excuse(since) ? now : since;
            scene.expect(now - since < SOON.toNanos(), operation, what + ": no answer");
            Pause.millis(50);
        }
    }
}
