/**
 * The store over SQLite: one file with a table for each set of records, in write-ahead mode. One connection writes, a
 * second one lets readers pass while a commit waits for the disk.
 */
@NullMarked
package dev.wharf.store.sqlite;

import org.jspecify.annotations.NullMarked;
