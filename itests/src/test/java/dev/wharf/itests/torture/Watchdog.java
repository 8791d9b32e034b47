package dev.wharf.itests.torture;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Sees to it that each call is answered in time: it tells what is late, asks the daemon what it is doing, and cuts the call. */
final class Watchdog implements AutoCloseable {
    private static final int LOOK_MILLIS = 500;
    private static final int DUMPS = 3;

    private final Map<Thread, Call> calls = new ConcurrentHashMap<>();
    private final AtomicInteger dumps = new AtomicInteger();
    private final Findings findings;
    private final Runnable dump;
    private final Thread thread = new Thread(this::look, "watchdog");

    /** One call that is under way. */
    private record Call(Request request, long begin) {
        boolean isLate() {
            return System.nanoTime() - begin > request.limit().toNanos();
        }
    }

    /**
     * Begins to look.
     *
     * @param dump makes the daemon write down what its threads do
     */
    Watchdog(Findings findings, Runnable dump) {
        this.findings = findings;
        this.dump = dump;
        thread.setDaemon(true);
        thread.start();
    }

    /** Does a call on this thread, which is interrupted when it takes too long. */
    Reply watch(Request request, Supplier<Reply> call) {
        calls.put(Thread.currentThread(), new Call(request, System.nanoTime()));
        try {
            return call.get();
        } finally {
            calls.remove(Thread.currentThread());
            Thread.interrupted(); // the call was cut, this thread goes on
        }
    }

    private void look() {
        while (!Thread.currentThread().isInterrupted()) {
            Pause.millis(LOOK_MILLIS);
            calls.forEach((caller, call) -> {
                if (call.isLate() && calls.remove(caller, call)) {
                    if (dumps.incrementAndGet() <= DUMPS) {
                        dump.run();
                        Pause.millis(LOOK_MILLIS);
                    }
                    findings.add(call.request().name(), call.request().call() + " was not answered in time");
                    caller.interrupt();
                }
            });
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
