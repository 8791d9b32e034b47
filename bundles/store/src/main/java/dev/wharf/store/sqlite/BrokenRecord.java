package dev.wharf.store.sqlite;

/**
 * A record that cannot be read.
 *
 * @param set its record set
 * @param key its key
 * @param json what was kept
 * @param reason why it cannot be read
 */
record BrokenRecord(String set, String key, String json, String reason) {}
