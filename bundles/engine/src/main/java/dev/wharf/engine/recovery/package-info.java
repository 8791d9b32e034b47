/**
 * Brings records, drivers and folders together again after a restart of the daemon or of a driver: takes up what runs
 * on, completes what was interrupted, sweeps what belongs to nobody.
 */
@NullMarked
package dev.wharf.engine.recovery;

import org.jspecify.annotations.NullMarked;
