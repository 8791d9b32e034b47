package dev.wharf.engine.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.event.Event;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the events of one container and says where their order cannot be. */
final class LegalLife {
    private final Set<String> execs = new HashSet<>();
    private boolean created = false;
    private boolean running = false;
    private boolean paused = false;
    private boolean gone = false;

    private LegalLife() {}

    static void check(List<Event> events) {
        LegalLife life = new LegalLife();
        for (int at = 0; at < events.size(); at++) {
            List<String> before = events.subList(Math.max(0, at - 12), at + 1).stream()
                    .map(Event::action)
                    .toList();
            assertThat(life.isLegal(events.get(at))).as("... " + before).isTrue();
        }
    }

    private boolean isLegal(Event event) {
        String action = event.action().replaceFirst(":.*", "");
        boolean legal = !gone && created != action.equals("create");
        return legal
                && switch (action) {
                    case "create" -> created = true;
                    case "start" -> started();
                    case "kill" -> running;
                    case "pause" -> running && !paused && (paused = true);
                    case "unpause" -> running && paused && !(paused = false);
                    case "die" -> died();
                    case "destroy" -> !running && (gone = true);
                    case "exec_create" -> running && !paused;
                    case "exec_start" -> running
                            && !paused
                            && execs.add(event.attributes().get("execID"));
                    case "exec_die" -> running
                            && execs.remove(event.attributes().get("execID"));
                    case "stop", "restart", "rename" -> true;
                    default -> false;
                };
    }

    private boolean started() {
        boolean legal = !running;
        running = true;
        paused = false;
        return legal;
    }

    /** What is left of execs then could not be started: no end of it is told, as Docker does. */
    private boolean died() {
        boolean legal = running;
        execs.clear();
        running = false;
        paused = false;
        return legal;
    }
}
