package dev.wharf.archive;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A piece of work in a thread of its own, whose starter waits for its end. */
final class Worker<T> {
    private final FutureTask<T> task;
    private final Thread thread;

    private Worker(FutureTask<T> task, String name) {
        this.task = task;
        this.thread = new Thread(task, name);
        thread.setDaemon(true);
    }

    static <T> Worker<T> start(String name, Callable<T> work) {
        var worker = new Worker<>(new FutureTask<>(work), name);
        worker.thread.start();
        return worker;
    }

    /** Waits for the end of the work, even when interrupted: nobody else would know that it still goes on. */
    void await() {
        boolean interrupted = false;
        while (!task.isDone()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What came out of work that has ended. What it threw unchecked is thrown again. */
    T result() {
        try {
            await();
            return task.get();
        } catch (InterruptedException e) {
            throw new IllegalStateException("the work has ended", e);
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(ExecutionException failed) {
        if (failed.getCause() instanceof Error error) {
            throw error;
        }
        if (failed.getCause() instanceof RuntimeException cause) {
            return cause;
        }
        return new ArchiveException("invalid tar: " + failed.getMessage(), failed);
    }
}
