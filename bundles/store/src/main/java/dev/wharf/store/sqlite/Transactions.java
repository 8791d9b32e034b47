package dev.wharf.store.sqlite;

import dev.wharf.store.Durability;
import dev.wharf.store.StoreException;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs work between BEGIN and COMMIT of the writing session, one at a time. */
final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

    private final Session writer;
    private final Reserve reserve;
    private int depth; // guarded by writer.lock()
    private boolean mustSync; // guarded by writer.lock(); a joined call asks for more than the outer one
    private boolean unfinished; // guarded by writer.lock(); the disk was too ill for a commit and for a rollback
    private Durability current = Durability.PROCESS_KILL; // guarded by writer.lock(); the connection's setting

    Transactions(Session writer, Reserve reserve) {
        this.writer = writer;
        this.reserve = reserve;
    }

    /** Whether the calling thread is in a transaction, and so must read what it wrote. */
    boolean isCurrent() {
        return writer.lock().isHeldByCurrentThread();
    }

    <T> T run(Durability durability, Supplier<T> work) {
        writer.lock().lock();
        try {
            return depth == 0 ? outermost(durability, work) : joined(durability, work);
        } finally {
            writer.lock().unlock();
        }
    }

    /** Makes one change: a transaction by itself, which takes a third of the statements, or a part of the current one. */
    void change(Runnable statement) {
        writer.lock().lock();
        try {
            if (depth > 0) {
                statement.run();
            } else {
                alone(statement);
            }
        } finally {
            writer.lock().unlock();
        }
    }

    private void alone(Runnable statement) {
        prepare(Durability.PROCESS_KILL);
        boolean done = false;
        try {
            statement.run();
            done = true;
        } finally {
            if (!done) {
                reserve.afterFailure(); // SQLite has taken it back by itself
            }
        }
        reserve.afterTransaction();
    }

    private void prepare(Durability durability) {
        if (unfinished) {
            endUnfinished();
            unfinished = false;
        }
        if (reserve.beforeTransaction()) {
            reuseLog();
        }
        switchTo(durability);
    }

    private <T> T outermost(Durability durability, Supplier<T> work) {
        prepare(durability);
        mustSync = false;
        unfinished = true;
        writer.update("BEGIN IMMEDIATE", List.of());
        T result = bracketed("COMMIT", "ROLLBACK", work);
        unfinished = false;
        if (mustSync) {
            syncAll();
        }
        reserve.afterTransaction();
        return result;
    }

    private <T> T joined(Durability durability, Supplier<T> work) {
        mustSync |= durability.compareTo(current) > 0;
        writer.update("SAVEPOINT joined", List.of());
        return bracketed("RELEASE joined", "ROLLBACK TO joined", work);
    }

    private <T> T bracketed(String commit, String rollback, Supplier<T> work) {
        boolean done = false;
        depth++;
        try {
            T result = work.get();
            writer.update(commit, List.of());
            done = true;
            return result;
        } finally {
            depth--;
            if (!done) {
                rollBack(rollback);
            }
        }
    }

    private void rollBack(String rollback) {
        try {
            writer.update(rollback, List.of());
            unfinished = depth > 0;
        } catch (StoreException e) {
            // SQLite rolls back by itself when a commit meets a full disk; what the work threw is on its way already.
            LOG.debug("{}", rollback, e);
        }
        if (depth == 0) {
            reserve.afterFailure();
        }
    }

    private void endUnfinished() {
        try {
            writer.update("ROLLBACK", List.of());
        } catch (StoreException e) {
            LOG.debug("there was no transaction to end", e);
        }
    }

    private void switchTo(Durability durability) {
        if (durability != current) {
            writer.run("PRAGMA synchronous = " + (durability == Durability.POWER_LOSS ? "FULL" : "NORMAL"));
            current = durability;
        }
    }

    /** After a checkpoint the log is written from its beginning again, and needs no more space. */
    private void reuseLog() {
        try {
            syncAll();
        } catch (StoreException e) {
            LOG.debug("there is not even space for a checkpoint", e);
        }
    }

    /** A checkpoint writes the log and then the database through to the disk, whatever the setting is. */
    private void syncAll() {
        writer.run("PRAGMA wal_checkpoint(PASSIVE)");
    }
}
