package dev.wharf.itests.torture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;

/** A container, and what a patient client does with it. */
final class Container {
    private static final int A_MOMENT = 2_000;
    private static final String NEVER = "0001-";

    private final Scene scene;
    private final String name;
    private final String id;
    private boolean wasCut;

    private Container(Scene scene, String name, String id) {
        this.scene = scene;
        this.name = name;
        this.id = id;
    }

    static Container make(Scene scene, String name, Body body) {
        Request create = Request.of("create", "POST /containers/create?name=" + name, 201)
                .json(body.toString());
        Request look = Request.of("inspect", "GET /containers/" + name + "/json", 200, 404);
        Reply reply = scene.api().settle(create, () -> scene.api().settle(look).status() == 200);
        String id = reply.isBroken()
                ? scene.api().settle(look).json().path("Id").asText()
                : reply.json().path("Id").asText();
        scene.ledger().containers().put(id, Ledger.Entry.MADE);
        return new Container(scene, name, id);
    }

    String id() {
        return id;
    }

    /** As inspect tells it; it must be there. */
    JsonNode inspect() {
        return scene.api()
                .settle(Request.of("inspect", "GET /containers/" + id + "/json", 200))
                .json();
    }

    JsonNode state() {
        return inspect().path("State");
    }

    boolean isRunning() {
        return state().path("Running").asBoolean();
    }

    /**
     * Starts it for the first time. A daemon that is killed before it has told that a container runs ends it again; what that
     * has written meanwhile stays.
     */
    Container start() {
        post("start", "/start", 204, state -> {
            boolean isDone = !state.path("StartedAt").asText().startsWith(NEVER);
            wasCut |= !isDone;
            return isDone;
        });
        return this;
    }

    /** Starts it once more. */
    void startAgain() {
        String before = state().path("StartedAt").asText();
        post("start", "/start", 204, state -> !state.path("StartedAt").asText().equals(before));
    }

    void restart() {
        String before = state().path("StartedAt").asText();
        post(
                "restart",
                "/restart?t=0",
                204,
                state -> state.path("Running").asBoolean()
                        && !state.path("StartedAt").asText().equals(before));
    }

    void stop(int seconds) {
        post("stop", "/stop?t=" + seconds, 204, state -> !state.path("Running").asBoolean());
    }

    void kill() {
        post("kill", "/kill", 204, state -> !state.path("Running").asBoolean());
    }

    void pause() {
        post("pause", "/pause", 204, state -> state.path("Paused").asBoolean());
    }

    void unpause() {
        post("unpause", "/unpause", 204, state -> !state.path("Paused").asBoolean());
    }

    private void post(String name, String call, int good, Predicate<JsonNode> isDone) {
        scene.api().settle(Request.of(name, "POST /containers/" + id + call, good), () -> isDone.test(state()));
    }

    /** Waits for its end, and expects an exit code; both answers must tell the same. */
    void end(int code) {
        Reply reply = scene.api().settle(Request.of("wait", "POST /containers/" + id + "/wait", 200));
        int told = reply.json().path("StatusCode").asInt(-1);
        expect("wait", told, code);
        expect("inspect", state().path("ExitCode").asInt(-1), code);
    }

    private void expect(String operation, int told, int code) {
        if (told != code) {
            throw scene.findings()
                    .add(operation, name + " ended with " + told + " instead of " + code + ", " + inspect());
        }
    }

    /** What it has written. */
    Lines lines(boolean tty) {
        Request logs = Request.of("logs", "GET /containers/" + id + "/logs?stdout=1&stderr=1", 200);
        return Lines.of(scene.api().settle(logs).bytes(), tty);
    }

    /** Expects that it has written the numbers from 1 to the last one, or whatever its last one is. */
    void numbers(boolean tty, int last) {
        lines(tty).fault(last).ifPresent(fault -> {
            Pause.millis(A_MOMENT);
            String later = lines(tty).fault(last).orElse("all is there");
            scene.findings()
                    .add(
                            "logs",
                            name + " " + id + ", tty " + tty + ": " + fault + "; a moment later: " + later + "; "
                                    + inspect());
        });
    }

    /** Runs an exec that nobody listens to, and expects its exit code. */
    void exec(String script, int code) {
        Exec.run(scene, id, script, code);
    }

    void rename(String name) {
        scene.api()
                .settle(
                        Request.of("rename", "POST /containers/" + id + "/rename?name=" + name, 204),
                        () -> inspect().path("Name").asText().equals("/" + name));
    }

    /** Removes it by force, with its volumes. */
    void remove() {
        Request look = Request.of("inspect", "GET /containers/" + id + "/json", 200, 404);
        scene.ledger().containers().put(id, Ledger.Entry.REMOVING);
        scene.api()
                .settle(
                        Request.of("remove", "DELETE /containers/" + id + "?force=1&v=1", 204),
                        () -> scene.api().settle(look).status() == 404);
        scene.ledger().containers().put(id, Ledger.Entry.REMOVED);
    }
}
