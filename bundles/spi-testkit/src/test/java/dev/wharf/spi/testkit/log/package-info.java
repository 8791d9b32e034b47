/** Tests of the suite for log drivers. */
@NullMarked
package dev.wharf.spi.testkit.log;

import org.jspecify.annotations.NullMarked;
