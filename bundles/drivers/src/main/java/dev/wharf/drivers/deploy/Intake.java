package dev.wharf.drivers.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes bundles of files that are whole, and that nobody but root can change. */
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    /** How long nobody must have written to a file; the directory of a jar is written last. */
    private static final Duration QUIET = Duration.ofMillis(40);

    private final BundleContext context;
    private final CoreBundles core;
    private final Clock clock;
    private final Runnable news;
    private final AtomicLong generations = new AtomicLong();

    Intake(BundleContext context, CoreBundles core, Clock clock, Runnable news) {
        this.context = context;
        this.core = core;
        this.clock = clock;
        this.news = news;
    }

    /** Has the bundle that the launcher made of a file, unless the file has changed since. */
    void adopt(DeployedFile file) {
        String location = file.path().toUri().toString();
        Optional.ofNullable(context.getBundle("reference:" + location))
                .or(() -> Optional.ofNullable(context.getBundle(location)))
                .ifPresent(bundle -> {
                    file.adopt(new FileBundle(bundle, news));
                    if (file.seen().changed().toMillis() > bundle.getLastModified()) {
                        file.outdate();
                    }
                });
    }

    /**
     * Decides about what a file holds now.
     *
     * @return when to look again
     */
    Pace look(DeployedFile file) {
        if (file.isJudged()) {
            return Pace.SETTLED;
        }
        Optional<String> distrust = Trust.faultOf(file.path());
        if (distrust.isPresent()) {
            file.refuse(distrust.get());
        } else if (file.isTaken()) {
            file.accept();
        } else if (!file.isQuiet(QUIET, clock.instant())) {
            return Pace.SOON;
        } else {
            return read(file);
        }
        return Pace.SETTLED;
    }

    private Pace read(DeployedFile file) {
        try {
            BundleJar jar = BundleJar.read(file.path());
            Optional<String> refusal = core.refusal(jar);
            if (refusal.isEmpty()) {
                return install(file);
            }
            file.refuse(refusal.get());
        } catch (BadJarException e) {
            file.refuse(e.reason());
        }
        return Pace.SETTLED;
    }

    /** The framework copies the content; what was judged must be what was copied. */
    private Pace install(DeployedFile file) {
        var standing = new Standing(file.isDropped(), generations.incrementAndGet());
        try (InputStream content = Files.newInputStream(file.path())) {
            Bundle bundle = context.installBundle(standing.location(file.path().toString()), content);
            if (FileIdentity.of(file.path()).filter(file.seen()::equals).isEmpty()) {
                bundle.uninstall();
                return Pace.SOON;
            }
            LOG.info("{} {} is installed from {}", bundle.getSymbolicName(), bundle.getVersion(), file.path());
            file.take(new FileBundle(bundle, news)).ifPresent(outdated -> outdated.uninstall(() -> {}));
            return Pace.SETTLED;
        } catch (BundleException e) {
            return failed(file, e);
        } catch (IOException e) {
            file.postpone("it cannot be read: " + e);
            return Pace.LATER;
        }
    }

    private static Pace failed(DeployedFile file, BundleException error) {
        if (error.getCause() instanceof IOException e) {
            file.postpone("it cannot be copied: " + e);
            return Pace.LATER;
        }
        LOG.debug("no bundle was made of {}", file.path(), error);
        file.refuse("it is no bundle: " + error.getMessage());
        return Pace.SETTLED;
    }
}
