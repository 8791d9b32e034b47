package dev.wharf.itests.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** Clients that do one turn after the other, of all kinds. */
final class Load {
    private final List<Consumer<Scene>> works;
    private final Function<Turn, Scene> scenes;
    private final Findings findings;
    private final Decisions decisions;
    private final AtomicInteger done = new AtomicInteger();

    /**
     * One turn of one client.
     *
     * @param client its number
     * @param random decides
     * @param prefix of all that it makes
     */
    record Turn(int client, Random random, String prefix) {}

    Load(Wires wires, Function<Turn, Scene> scenes, Findings findings, Decisions decisions) {
        this.works = List.of(
                Lives::lines,
                Lives::lines,
                Lives::stops,
                Lives::execs,
                Lives::execs,
                Lives::pauses,
                Lives::names,
                Lives::policies,
                Storage::commits,
                Storage::copies,
                Storage::volumes,
                wires::ports,
                wires::names,
                wires::connects);
        this.scenes = scenes;
        this.findings = findings;
        this.decisions = decisions;
    }

    /** Starts the clients; each ends after the turn in which it is over. */
    List<Thread> start(int clients, BooleanSupplier isOver) {
        List<Thread> threads = new ArrayList<>();
        for (int client = 1; client <= clients; client++) {
            int number = client;
            Thread thread = new Thread(() -> turns(number, isOver), "client " + client);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    /** Does every kind of work once. */
    void warmUp() {
        for (int step = 0; step < works.size(); step++) {
            works.get(step).accept(scenes.apply(new Turn(0, decisions.at(0, step), "warm" + step + "-")));
        }
    }

    private void turns(int client, BooleanSupplier isOver) {
        for (int step = 0; !isOver.getAsBoolean(); step++) {
            Random random = decisions.at(client, step);
            turn(works.get(random.nextInt(works.size())), new Turn(client, random, "c" + client + "s" + step + "-"));
        }
    }

    /** The root of a turn: what was found is written down, whatever else goes wrong is a fault of this program or of an answer. */
    private void turn(Consumer<Scene> work, Turn turn) {
        try {
            work.accept(scenes.apply(turn));
            done.incrementAndGet();
        } catch (Findings.Finding ignored) {
            // it is written down, and the next turn has nothing to do with it
        } catch (RuntimeException | AssertionError e) {
            findings.add(
                    "turn " + turn.prefix(),
                    e.toString() + " " + List.of(e.getStackTrace()).subList(0, 5));
        }
    }

    /** How many turns came to a good end. */
    int done() {
        return done.get();
    }
}
