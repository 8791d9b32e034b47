/**
 * What containers do and use: their processes as ps(1) shows them, and samples of their counters. One
 * {@link dev.wharf.engine.statistics.Sampler} reads for all who watch.
 */
@NullMarked
package dev.wharf.engine.statistics;

import org.jspecify.annotations.NullMarked;
