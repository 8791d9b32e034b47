/** Tests of the driver that goes wrong when it is told to. */
@NullMarked
package dev.wharf.spi.testkit.fault;

import org.jspecify.annotations.NullMarked;
