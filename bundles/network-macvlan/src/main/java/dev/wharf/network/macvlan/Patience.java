package dev.wharf.network.macvlan;

import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tries again for two seconds what the kernel refuses until it has done something in the background. */
final class Patience {
    private static final int TRIES = 400;
    private static final int PAUSE_MILLIS = 5;

    private Patience() {}

    /**
     * Makes a call until it does not fail with an error number.
     *
     * @throws DriverException CANCELLED when the thread is interrupted
     */
    static void whileRefused(int errno, Runnable call) {
        for (int i = 1; ; i++) {
            try {
                call.run();
                return;
            } catch (LinuxException e) {
                if (!e.is(errno) || i == TRIES) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static void pause(LinuxException reason) {
        try {
            new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reason.addSuppressed(e);
            throw new DriverException(Kind.CANCELLED, "interrupted: " + reason.getMessage(), reason);
        }
    }
}
