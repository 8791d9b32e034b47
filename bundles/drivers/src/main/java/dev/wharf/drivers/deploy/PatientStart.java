package dev.wharf.drivers.deploy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * Starts bundles while others are being started. Felix lets one of two threads that would wait for one another fail to resolve
 * (Felix.acquireBundleLock interrupts it, framework 7.0.5): who asks again gets through.
 */
final class PatientStart {
    private static final int TRIES = 5;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private PatientStart() {}

    /**
     * Starts a bundle for as long as the framework runs.
     *
     * @throws BundleException when it does not start
     */
    static void of(Bundle bundle) throws BundleException {
        for (int left = TRIES - 1; ; left--) {
            try {
                bundle.start(Bundle.START_TRANSIENT);
                return;
            } catch (BundleException e) {
                if (left == 0 || e.getType() != BundleException.RESOLVE_ERROR) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
