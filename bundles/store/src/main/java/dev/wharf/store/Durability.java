package dev.wharf.store;

/** What a transaction survives. */
public enum Durability {
    /** A kill of the daemon; SQLite's synchronous NORMAL. */
    PROCESS_KILL,
    /** Also a power loss; SQLite's synchronous FULL. */
    POWER_LOSS
}
