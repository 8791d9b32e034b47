package dev.wharf.itests.torture;

import dev.wharf.itests.Await;
import dev.wharf.itests.Commands;
import dev.wharf.itests.DataRoot;
import dev.wharf.itests.Talk;
import dev.wharf.itests.WharfDaemon;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** The program. {@code itests/torture --help} tells how to call it. Ends with 1 when something was found. */
public final class Torture implements AutoCloseable {
    private static final Duration SWEEP = Duration.ofSeconds(20);
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Settings settings;
    private final Talk talk = Talk.build();
    private final OwnDistribution distribution = OwnDistribution.copy();
    private final WharfDaemon daemon = WharfDaemon.start();
    private final Findings findings;
    private final Outages outages = new Outages(Duration.ZERO);
    private final Outages absences = new Outages(GRACE);
    private final Ledger ledger = new Ledger();
    private final Tally tally = new Tally();
    private final Watchdog watchdog;
    private final Api api;
    private volatile boolean isOver;

    private Torture(Settings settings) {
        this.settings = settings;
        this.findings = new Findings(settings.seed(), this::log);
        this.watchdog = new Watchdog(findings, this::dump);
        this.api = new Api(daemon.client(), outages, absences, findings, watchdog, tally);
    }

    /** Runs the program. */
    public static void main(String[] arguments) {
        List<String> all = List.of(arguments);
        if (all.contains("--help")) {
            Say.line(Settings.USAGE);
            return;
        }
        System.exit(run(Settings.of(all)).isEmpty() ? 0 : 1);
    }

    /** Tortures a daemon and returns what was found. */
    static List<String> run(Settings settings) {
        Say.line("torture with seed " + settings.seed() + ", " + settings);
        try (Torture torture = new Torture(settings)) {
            torture.run();
            return torture.findings.all();
        }
    }

    private void run() {
        Set<String> data = new DataRoot(daemon).paths();
        api.settle(Request.of("import", "POST /images/create?fromSrc=-&repo=" + Scene.IMAGE, 200)
                .tar(talk.root()));
        Decisions decisions = new Decisions(settings.seed());
        Load load = new Load(new Wires(daemon.host()), this::scene, findings, decisions);
        Plagues plagues = new Plagues(
                settings,
                daemon,
                new Deployment(distribution, daemon.deployFolder()),
                absences,
                scene(new Load.Turn(-1, new Random(settings.seed()), "plague-")));
        try (Standing warm = standing("warm-")) {
            load.warmUp();
            warm.prove();
        }
        Surroundings surroundings = new Surroundings(daemon, ledger);
        Say.line(findings.time() + " begins");
        torment(load, plagues);
        Say.line(findings.time() + " ends, " + load.done() + " turns; proves");
        prove(surroundings, data);
        Say.line(tally.toString());
        Say.line(new LogFaults(daemon.log()).toString());
        Say.line(surroundings.figures());
        Say.line((findings.all().isEmpty() ? "GREEN" : "RED") + " seed " + settings.seed() + ", "
                + settings.time().toSeconds() + " s, " + load.done() + " turns, " + outages.count() + " outages, "
                + findings.all().size() + " findings");
        findings.all().forEach(Say::line);
        keepLog();
    }

    /** So that what was found can be understood. */
    private void keepLog() {
        if (!findings.all().isEmpty()) {
            Path kept = Path.of("target/torture-" + settings.seed() + ".log").toAbsolutePath();
            Commands.run(List.of("cp", daemon.root().resolve("log").toString(), kept.toString()));
            Say.line("the daemon's log: " + kept);
        }
    }

    private Standing standing(String prefix) {
        Standing standing = new Standing(daemon, talk, scene(new Load.Turn(-1, new Random(0), prefix)));
        standing.start();
        return standing;
    }

    private void torment(Load load, Plagues plagues) {
        try (Standing standing = standing("standing-")) {
            List<Thread> clients = load.start(settings.clients(), () -> isOver);
            attempt("plagues", plagues::run);
            isOver = true;
            clients.forEach(Torture::join);
            attempt("plagues", plagues::end);
            attempt("standing", standing::prove);
        }
    }

    private void prove(Surroundings surroundings, Set<String> data) {
        Proof proof = new Proof(scene(new Load.Turn(-1, new Random(0), "proof-")));
        attempt("proof", proof::nothingIsLost);
        attempt("proof", proof::imagesAreWhole);
        attempt("proof", proof::nothingIsLost);
        daemon.removeContainers();
        surroundings.leaks().forEach(leak -> findings.add("leaks", leak));
        daemon.removeImages();
        attempt("data root", () -> expectNoMoreThan(data));
    }

    /** What the rehearsal was still taking away at the begin may be missing now. */
    private void expectNoMoreThan(Set<String> data) {
        Set<String> more = new TreeSet<>();
        Await.until(
                "the rest of the data root",
                SWEEP,
                () -> {
                    more.clear();
                    more.addAll(new DataRoot(daemon).paths());
                    more.removeAll(data);
                    return more.isEmpty();
                },
                more::toString);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The root of a part: whatever goes wrong in it is a finding, and the other parts go on. */
    private void attempt(String part, Runnable work) {
        try {
            work.run();
        } catch (Findings.Finding ignored) {
            // it is written down
        } catch (RuntimeException | AssertionError e) {
            findings.add(part, e.toString());
        }
    }

    private Scene scene(Load.Turn turn) {
        return new Scene(api, ledger, findings, outages, turn.random(), turn.prefix());
    }

    /** Empty once the roots are gone. */
    private String log() {
        return Files.exists(daemon.root()) ? daemon.log() : "";
    }

    private void dump() {
        Commands.run(List.of("kill", "-QUIT", Long.toString(daemon.pid())));
    }

    @Override
    public void close() {
        watchdog.close();
        try {
            daemon.close();
        } catch (AssertionError e) {
            findings.add("end", e.toString());
        } finally {
            distribution.close();
            talk.close();
        }
    }
}
