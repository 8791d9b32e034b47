/** Tests of the folders of bundles, in a framework without other bundles. */
@NullMarked
package dev.wharf.drivers.deploy;

import org.jspecify.annotations.NullMarked;
