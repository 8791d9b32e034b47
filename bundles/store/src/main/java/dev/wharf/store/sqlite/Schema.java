package dev.wharf.store.sqlite;

import dev.wharf.store.StoreException;
import java.util.List;

/** The format of the file, with a number and a step for each number. The tables of record sets look after themselves. */
final class Schema {
    /** Step n leads from version n to n + 1. */
    private static final List<List<String>> STEPS =
            List.of(List.of("CREATE TABLE IF NOT EXISTS broken (time TEXT NOT NULL, record_set TEXT NOT NULL,"
                    + " key TEXT NOT NULL, json TEXT NOT NULL, reason TEXT NOT NULL)"));

    private Schema() {}

    /**
     * Brings the file to the newest version, in the transaction of the caller.
     *
     * @throws StoreException when a newer release wrote it
     */
    static void upgrade(Session session) {
        int version = Integer.parseInt(
                session.query("PRAGMA user_version", List.of()).get(0).get(0));
        if (version > STEPS.size()) {
            String message = "the store has version " + version + ", made by a newer release; this one knows "
                    + STEPS.size() + ". Start the newer release, or use another data root";
            throw new StoreException(message, new IllegalStateException("version " + version));
        }
        STEPS.subList(version, STEPS.size()).forEach(step -> step.forEach(session::run));
        if (version < STEPS.size()) {
            session.run("PRAGMA user_version = " + STEPS.size());
        }
    }
}
