package dev.wharf.itests.torture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Random;

/** Turns about what containers go through between their start and their end. */
final class Lives {
    private static final String SLEEP = "exec sleep 1000";
    private static final int KILLED = 137;

    private Lives() {}

    /** Lines 1 to n, fast or slow, and an exit code. */
    static void lines(Scene scene) {
        Random random = scene.random();
        boolean tty = random.nextBoolean();
        int last = 1 + random.nextInt(400);
        int code = random.nextInt(100);
        String script =
                "i=1; while [ $i -le %d ]; do echo $i; i=$((i+1)); [ $((i %% 9)) = 0 ] && usleep %d; done; exit %d"
                        .formatted(last, random.nextInt(30_000), code);

        Container made = scene.make("lines", scene.body(script).tty(tty)).start();
        made.end(code);
        made.numbers(tty, last);
        made.remove();
    }

    /** The end by a signal that the program hears, by one that it does not hear, and a second life. */
    static void stops(Scene scene) {
        int code = 1 + scene.random().nextInt(100);
        String script = "trap 'exit %d' TERM; echo 1; while :; do usleep 10000; done".formatted(code);
        Container hearing = scene.make("hears", scene.body(script)).start();
        awaitLine(scene, hearing);
        hearing.stop(20);
        hearing.end(code);
        hearing.remove();

        Container deaf = scene.make("deaf", scene.body(SLEEP)).start();
        if (scene.random().nextBoolean()) {
            deaf.kill();
        } else {
            deaf.stop(0);
        }
        deaf.end(KILLED);
        deaf.startAgain();
        scene.expect(deaf.isRunning(), "start", "container " + deaf.id() + " does not run again");
        deaf.remove();
    }

    /** The trap holds as soon as the line is there. */
    private static void awaitLine(Scene scene, Container container) {
        for (int look = 0; container.lines(false).all().isEmpty(); look++) {
            scene.expect(look < 2_000, "logs", "container " + container.id() + " has written nothing");
            Pause.millis(30);
        }
    }

    /** Execs with their exit codes, with and without somebody who listens. */
    static void execs(Scene scene) {
        Random random = scene.random();
        Container made = scene.make("execs", scene.body(SLEEP)).start();
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            int code = random.nextInt(100);
            made.exec("usleep %d; exit %d".formatted(random.nextInt(400_000), code), code);
        }
        long before = System.nanoTime();
        Lines lines = Exec.attached(scene, made.id(), "seq 200; exit 7", 7);
        if (!scene.outages().excuse(before)) {
            lines.fault(200)
                    .ifPresent(fault -> scene.findings().add("exec", "attached to " + made.id() + ": " + fault));
        }
        scene.expect(made.isRunning(), "inspect", "container " + made.id() + " does not run after its execs");
        made.kill();
        made.end(KILLED);
        made.remove();
    }

    /** A pause holds up the lines and loses none. */
    static void pauses(Scene scene) {
        boolean tty = scene.random().nextBoolean();
        String script = "i=1; while [ $i -le 60 ]; do echo $i; i=$((i+1)); usleep 5000; done; exit 4";
        Container made = scene.make("pauses", scene.body(script).tty(tty)).start();
        if (made.isRunning()) {
            pause(scene, made);
        }
        made.end(4);
        made.numbers(tty, 60);
        made.remove();
    }

    /** The program may end before the pause comes; it waits for a file, then. */
    private static void pause(Scene scene, Container made) {
        Container sleeper = scene.make("sleeper", scene.body(SLEEP)).start();
        sleeper.pause();
        Pause.millis(scene.random().nextInt(300));
        JsonNode state = sleeper.state();
        scene.expect(state.path("Paused").asBoolean(), "pause", "container " + sleeper.id() + " is " + state);
        sleeper.unpause();
        sleeper.exec("exit 9", 9);
        sleeper.remove();
        made.inspect();
    }

    /** A new name holds, and the old one is free. */
    static void names(Scene scene) {
        Container made = scene.make("old", scene.body(SLEEP));
        if (scene.random().nextBoolean()) {
            made.start();
        }
        made.rename(scene.prefix() + "new");
        Container next = scene.make("old", scene.body("exit 0"));
        String told = next.inspect().path("Name").asText();
        scene.expect(told.equals("/" + scene.prefix() + "old"), "rename", next.id() + " is called " + told);
        next.remove();
        made.remove();
    }

    /** A program that fails is started as often as its policy tells, and each of its lives is logged. */
    static void policies(Scene scene) {
        int retries = 1 + scene.random().nextInt(3);
        Body body = scene.body("echo $((1)); exit 5")
                .host("RestartPolicy", "{\"Name\":\"on-failure\",\"MaximumRetryCount\":" + retries + "}");
        Container made = scene.make("policy", body).start();
        awaitRest(scene, made);
        int lives = made.lines(false).all().size();
        scene.expect(
                lives == retries + 1, "policy", made.id() + " with " + retries + " retries lived " + lives + " times");
        made.remove();
    }

    private static void awaitRest(Scene scene, Container made) {
        for (int look = 0; ; look++) {
            JsonNode state = made.state();
            if (!state.path("Running").asBoolean() && !state.path("Restarting").asBoolean()) {
                int code = state.path("ExitCode").asInt(-1);
                scene.expect(code == 5, "policy", made.id() + " ended with " + code + " instead of 5");
                return;
            }
            scene.expect(look < 1_500, "policy", made.id() + " never rests: " + state);
            Pause.millis(40);
        }
    }
}
