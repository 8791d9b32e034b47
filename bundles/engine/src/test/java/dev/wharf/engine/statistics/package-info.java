/** Tests of statistics. */
@NullMarked
package dev.wharf.engine.statistics;

import org.jspecify.annotations.NullMarked;
