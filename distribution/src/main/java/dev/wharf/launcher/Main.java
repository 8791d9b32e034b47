package dev.wharf.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.BundleException;

/** The command {@code wharfd}. */
public final class Main {
    private final PrintStream out;
    private final PrintStream err;
    private final AtomicInteger exitCode = new AtomicInteger();
    /** Whether somebody wants the daemon to end, by a signal or by {@link System#exit}. */
    private final AtomicBoolean isAsked = new AtomicBoolean();

    private Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs the daemon until SIGTERM or SIGINT; see {@code wharfd --help} for the arguments. */
    public static void main(String[] arguments) throws InterruptedException {
        LastingLogManager.use();
        new Main(System.out, System.err).run(List.of(arguments));
    }

    private void run(List<String> arguments) throws InterruptedException {
        try {
            Flags flags = Flags.parse(arguments);
            if (flags.help()) {
                out.print(Flags.usage());
            } else if (flags.version()) {
                out.println("Wharf version " + Distribution.version());
            } else {
                serve(flags);
            }
        } catch (UsageException e) {
            fail(e.exitCode(), e.text());
        } catch (BundleException e) {
            fail(1, "cannot start: " + e.getMessage());
        } catch (IOException e) {
            fail(1, "cannot start: " + e);
        }
    }

    private void serve(Flags flags) throws BundleException, IOException, InterruptedException {
        Distribution distribution = Distribution.running();
        Configuration configuration = Configuration.of(ConfigFile.joined(flags), distribution);
        Logging.start(configuration.logLevel(), distribution.loggingFile());
        Reload reload = new Reload(flags, configuration, distribution);
        HangUp.handle(reload::run);
        Daemon daemon = new Daemon(configuration, distribution);
        // Java ends with 143 after SIGTERM; dockerd, and systemd's idea of success, is 0. So the hook ends the process.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(daemon), "stop"));
        BundleRuntime bundles = daemon.start();
        bundles.services().ifPresent(reload::serve);
        new Announcement(configuration, bundles::isRunning, out).print();
        bundles.awaitEnd();
        if (!isAsked.get()) {
            fail(1, Announcement.STOPPED);
        }
    }

    private void stop(Daemon daemon) {
        isAsked.set(true);
        daemon.close();
        err.flush();
        Runtime.getRuntime().halt(exitCode.get());
    }

    private void fail(int code, String message) {
        err.println("wharfd: " + message);
        exitCode.set(code);
        System.exit(code);
    }
}
