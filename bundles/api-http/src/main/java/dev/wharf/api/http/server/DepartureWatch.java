package dev.wharf.api.http.server;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.util.Callback;

/**
 * Tells that a client has left while its request is served, as the background read of Go's server did for Docker. No thread waits for it. Bytes that come meanwhile are held by the end point.
 */
final class DepartureWatch {
    private static final int HANG_UP_SECONDS = 2;

    private final ClientEndPoint endPoint;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Runnable> listener = Optional.empty(); // guarded by lock

    DepartureWatch(ClientEndPoint endPoint) {
        this.endPoint = endPoint;
    }

    /** Watches from now on. The whole body of the request must have been read. */
    void start(Runnable onDeparture) {
        lock.lock();
        try {
            listener = Optional.of(onDeparture);
            listen();
        } finally {
            lock.unlock();
        }
    }

    /** Watches no longer: the listener is not called after this returned, unless it is being called now. */
    void stop() {
        if (isOn()) {
            lock.lock();
            try {
                listener = Optional.empty();
            } finally {
                lock.unlock();
            }
            endPoint.getFillInterest().onFail(new IOException("the request has been served"));
        }
    }

    boolean isOn() {
        lock.lock();
        try {
            return listener.isPresent();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for bytes. Only under the lock: once {@link #stop} has returned, the server reads again. Where it reads
     * already, it notices the departure itself.
     */
    private void listen() {
        endPoint.tryFillInterested(Callback.from(this::onReadable, failure -> leave()));
    }

    private void onReadable() {
        boolean hasEnded = false;
        lock.lock();
        try {
            if (listener.isPresent()) {
                hasEnded = endPoint.hold() < 0;
                if (!hasEnded && !endPoint.isFull()) {
                    listen();
                }
            }
        } catch (IOException e) {
            hasEnded = true;
        } finally {
            lock.unlock();
        }
        if (hasEnded) {
            awaitHangUp();
        }
    }

    /** A client on a unix socket that has only ended its output still waits for its answer. */
    private void awaitHangUp() {
        if (!isOnUnixSocket() || HangUp.of(endPoint.getChannel())) {
            leave();
        } else if (isOn()) {
            endPoint.getScheduler().schedule(this::awaitHangUp, HANG_UP_SECONDS, TimeUnit.SECONDS);
        }
    }

    private boolean isOnUnixSocket() {
        return endPoint.getLocalSocketAddress() instanceof UnixDomainSocketAddress;
    }

    /** Also called when the end point closes, and, to no effect, when {@link #stop} withdraws the interest. */
    private void leave() {
        Optional<Runnable> told;
        lock.lock();
        try {
            told = listener;
            listener = Optional.empty();
        } finally {
            lock.unlock();
        }
        told.ifPresent(Runnable::run);
    }
}
