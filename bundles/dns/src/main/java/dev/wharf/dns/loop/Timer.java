package dev.wharf.dns.loop;

/** Work for a later time. Belongs to the loop. */
public final class Timer implements Comparable<Timer> {
    private final long nanos;
    private Runnable task;

    Timer(long nanos, Runnable task) {
        this.nanos = nanos;
        this.task = task;
    }

    /** Lets the work not be done. */
    public void cancel() {
        task = Timer::nothing;
    }

    private static void nothing() {}

    void run() {
        task.run();
    }

    boolean isOver(long now) {
        return remaining(now) <= 0;
    }

    long remaining(long now) {
        return nanos - now;
    }

    @Override
    public int compareTo(Timer other) {
        return Long.signum(nanos - other.nanos);
    }
}
