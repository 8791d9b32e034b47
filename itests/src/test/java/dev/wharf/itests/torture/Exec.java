package dev.wharf.itests.torture;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** An exec from its making to its exit code. */
final class Exec {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int LOOK_MILLIS = 30;

    private final Scene scene;
    private final String container;
    private final Body body;

    private Exec(Scene scene, String container, Body body) {
        this.scene = scene;
        this.container = container;
        this.body = body;
    }

    static void run(Scene scene, String container, String script, int code) {
        new Exec(scene, container, Body.exec(script)).run(code);
    }

    /** Runs one whose output is read on the connection that starts it, and returns the output unless that broke. */
    static Lines attached(Scene scene, String container, String script, int code) {
        Body body = Body.exec(script).with("AttachStdout", "true");
        return new Exec(scene, container, body).attached(code);
    }

    /** Runs one that may end in any way. */
    static int codeOf(Scene scene, String container, String script) {
        return new Exec(scene, container, Body.exec(script))
                .start("{\"Detach\":true}")
                .code();
    }

    private void run(int code) {
        expect(start("{\"Detach\":true}"), code);
    }

    private Lines attached(int code) {
        Started started = start("{\"Detach\":false}");
        expect(started, code);
        return Lines.of(started.reply().bytes(), false);
    }

    private void expect(Started started, int code) {
        int told = started.code();
        scene.expect(
                told == code,
                "exec",
                "exec " + started.id() + " of " + container + " ended with " + told + " instead of " + code);
    }

    private String make() {
        Request create = Request.of("exec create", "POST /containers/" + container + "/exec", 201)
                .json(body.toString());
        return scene.api().settle(create).json().path("Id").asText();
    }

    private static Request startOf(String id, String how) {
        return Request.of("exec start", "POST /exec/" + id + "/start", 200).json(how);
    }

    /** Starts one; a daemon that ends forgets an exec that was not started, as Docker does. */
    private Started start(String how) {
        while (true) {
            long begin = System.nanoTime();
            String id = make();
            Reply reply = scene.api().once(startOf(id, how));
            if (reply.status() == 200) {
                return new Started(id, reply);
            }
            boolean excused =
                    reply.isBroken() || reply.isUnavailable() || scene.outages().excuse(begin);
            scene.expect(excused, "exec start", "exec " + id + " of " + container + " answered " + reply);
            Pause.millis(LOOK_MILLIS);
        }
    }

    /** One whose start was acknowledged, so it must be known until its container goes. */
    private final class Started {
        private final String id;
        private final Reply reply;

        Started(String id, Reply reply) {
            this.id = id;
            this.reply = reply;
        }

        String id() {
            return id;
        }

        Reply reply() {
            return reply;
        }

        /** Waits for the end. */
        int code() {
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (System.nanoTime() < deadline) {
                JsonNode exec = scene.api()
                        .settle(Request.of("exec inspect", "GET /exec/" + id + "/json", 200))
                        .json();
                if (!exec.path("Running").asBoolean()) {
                    return exec.path("ExitCode").asInt(-1);
                }
                Pause.millis(LOOK_MILLIS);
            }
            throw scene.findings().add("exec", "exec " + id + " of " + container + " does not end");
        }
    }
}
