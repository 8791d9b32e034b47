package dev.wharf.itests.torture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wharf.itests.WharfDaemon;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What happens to the daemon, one thing after the other. */
final class Plagues {
    private static final int STREAM = 1_000;
    private static final Duration TAKEN_UP = Duration.ofSeconds(20);
    private static final List<List<String>> DEFAULTS = List.of(
            List.of("graph", "vfs"),
            List.of("graph", "overlay"),
            List.of("exec", "oci"),
            List.of("exec", "native"),
            List.of("log", "none"),
            List.of("log", "json-file"));

    private final Settings settings;
    private final WharfDaemon daemon;
    private final Deployment deployment;
    private final Outages absences;
    private final Scene scene;
    private final Proof proof;

    Plagues(Settings settings, WharfDaemon daemon, Deployment deployment, Outages absences, Scene scene) {
        this.settings = settings;
        this.daemon = daemon;
        this.deployment = deployment;
        this.absences = absences;
        this.scene = scene;
        this.proof = new Proof(scene);
    }

    /** Torments until the time is over. */
    void run() {
        long deadline = System.nanoTime() + settings.time().toNanos();
        List<Plague> lots = lots();
        Decisions decisions = new Decisions(settings.seed());
        for (int step = 0; System.nanoTime() < deadline; step++) {
            Random random = decisions.at(STREAM, step);
            Pause.millis(random.nextInt((int) settings.rest().toMillis() + 1));
            if (!lots.isEmpty()) {
                Plague plague = lots.get(random.nextInt(lots.size()));
                absences.during(() -> send(plague, random));
            }
        }
    }

    /** Swaps are what this is about, so they come more often. */
    private List<Plague> lots() {
        List<Plague> lots = new ArrayList<>();
        for (Plague plague : Plague.values()) {
            for (int count = plague.weight(); count > 0 && settings.plagues().contains(plague); count--) {
                lots.add(plague);
            }
        }
        return lots;
    }

    private void send(Plague plague, Random random) {
        switch (plague) {
            case KILL -> end(random, daemon::kill9, "SIGKILL");
            case RESTART -> end(random, daemon::stop, "SIGTERM");
            case DEPLOY -> deploy(Target.DRIVERS.get(random.nextInt(Target.DRIVERS.size())), random);
            case UNINSTALL -> uninstall(Target.DRIVERS.get(random.nextInt(Target.DRIVERS.size())), random);
            case DEFAULTS -> makeDefault(DEFAULTS.get(random.nextInt(DEFAULTS.size())));
            case EDITIONS -> {
                Target target = Target.EDITIONS.get(random.nextInt(Target.EDITIONS.size()));
                scene.outages().during(() -> deploy(target, random));
            }
        }
    }

    private void end(Random random, Runnable end, String how) {
        int away = random.nextInt(1_000);
        tell(how + ", " + away + " ms without a daemon");
        scene.outages().during(() -> {
            end.run();
            Pause.millis(away);
            daemon.startAgain();
        });
        proof.nothingIsLost();
    }

    private void deploy(Target target, Random random) {
        boolean isPatient = random.nextBoolean();
        if (deployment.isDeployed(target) && random.nextBoolean()) {
            tell(target + " goes back");
            deployment.goBack(target);
        } else {
            tell(target + " becomes " + deployment.upgrade(target, random));
        }
        if (isPatient || !target.isDriver()) {
            awaitVersion(target);
        }
    }

    private void uninstall(Target target, Random random) {
        int away = random.nextInt(2_500);
        tell(target + " is uninstalled for " + away + " ms");
        deployment.without(target, () -> Pause.millis(away));
        awaitVersion(target);
    }

    private void makeDefault(List<String> choice) {
        tell("the default " + choice.get(0) + " driver becomes " + choice.get(1));
        scene.api()
                .settle(Request.of("default", "POST /wharf/drivers/default", 200, 204)
                        .json("{\"kind\":\"%s\",\"name\":\"%s\"}".formatted(choice.get(0), choice.get(1))));
    }

    /** Takes back all that was deployed, and waits until the shipped drivers serve. */
    void end() {
        List<Target> all = new ArrayList<>(Target.DRIVERS);
        all.addAll(Target.EDITIONS);
        absences.during(() -> scene.outages().during(() -> {
            all.stream().filter(deployment::isDeployed).forEach(deployment::goBack);
            all.forEach(this::awaitVersion);
        }));
    }

    private void awaitVersion(Target target) {
        long deadline = System.nanoTime() + TAKEN_UP.toNanos();
        String version = deployment.version(target);
        while (!target.serves(version, drivers())) {
            if (System.nanoTime() > deadline) {
                scene.findings().add("deploy", target + " " + version + " does not serve: " + drivers());
                return;
            }
            Pause.millis(50);
        }
    }

    private JsonNode drivers() {
        return scene.api()
                .settle(Request.of("drivers", "GET /wharf/drivers", 200))
                .json();
    }

    private void tell(String what) {
        Say.line(scene.findings().time() + " " + what);
    }
}
