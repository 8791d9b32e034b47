package dev.wharf.archive.pack;

import dev.wharf.linux.Fd;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads the entries of a folder on threads of its own, a little ahead of the one that writes them: most of the time of a
 * small file goes into finding and opening it. A folder of few entries is read by the caller. For one thread.
 */
final class ReadAhead implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int BATCH = 32;
    private static final int MOST_BATCHES = 4;

    private final Reading reading;
    private final Deque<Future<List<Found>>> ahead = new ArrayDeque<>();
    private Optional<ExecutorService> threads = Optional.empty();

    /** Reads through something that is safe for several threads. */
    ReadAhead(Reading reading) {
        this.reading = reading;
    }

    /** Reads an entry. */
    @FunctionalInterface
    interface Reading {
        /** What a folder has under a name; nothing where nothing is to be packed. */
        Optional<ReadEntry> read(Fd folder, String name);
    }

    /** Takes an entry. */
    @FunctionalInterface
    interface Taker {
        /** Takes what was found under a name; it is closed afterwards. */
        void take(String name, ReadEntry entry) throws IOException;
    }

    private record Found(String name, ReadEntry entry) {}

    /**
     * Reads entries of a folder and hands them on in their order.
     *
     * @throws CancellationException when the thread is interrupted; it stays so
     */
    void each(Fd folder, List<String> names, Taker taker) throws IOException {
        if (names.size() <= BATCH) {
            take(found(folder, names), taker);
            return;
        }
        try {
            for (int at = 0; at < names.size() || !ahead.isEmpty(); ) {
                if (at < names.size() && ahead.size() < MOST_BATCHES) {
                    List<String> batch = names.subList(at, Math.min(at + BATCH, names.size()));
                    ahead.add(threads().submit(() -> found(folder, batch)));
                    at += batch.size();
                } else {
                    List<Found> found = await(ahead.element());
                    ahead.remove();
                    take(found, taker);
                }
            }
        } finally {
            dropRest();
        }
    }

    private List<Found> found(Fd folder, List<String> names) {
        List<Found> found = new ArrayList<>();
        boolean isWhole = false;
        try {
            for (String name : names) {
                reading.read(folder, name).ifPresent(entry -> found.add(new Found(name, entry)));
            }
            isWhole = true;
            return found;
        } finally {
            if (!isWhole) {
                close(found);
            }
        }
    }

    private static void take(List<Found> found, Taker taker) throws IOException {
        try {
            for (Found each : found) {
                taker.take(each.name(), each.entry());
                each.entry().close();
            }
        } finally {
            close(found);
        }
    }

    private static void close(List<Found> found) {
        found.forEach(each -> each.entry().close());
    }

    private static List<Found> await(Future<List<Found>> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("packing was interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        }
    }

    /** After a failure: what is read is closed, what is being read is waited for, as it uses the folder. */
    private void dropRest() {
        boolean isInterrupted = Thread.interrupted();
        while (!ahead.isEmpty()) {
            Future<List<Found>> future = ahead.element();
            try {
                close(future.get());
                ahead.remove();
            } catch (InterruptedException ignored) {
                isInterrupted = true; // told when all is closed
            } catch (ExecutionException ignored) {
                ahead.remove(); // the first failure is told, this one is a later one
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private ExecutorService threads() {
        if (threads.isEmpty()) {
            threads = Optional.of(Executors.newFixedThreadPool(THREADS, work -> {
                Thread thread = new Thread(work, "pack, reading ahead");
                thread.setDaemon(true);
                return thread;
            }));
        }
        return threads.get();
    }

    /** Ends the threads, which have nothing to do any more. */
    @Override
    public void close() {
        threads.ifPresent(ExecutorService::shutdown);
    }
}
