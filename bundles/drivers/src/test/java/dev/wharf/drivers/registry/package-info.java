/** Tests of the registry, with providers that are no bundles. */
@NullMarked
package dev.wharf.drivers.registry;

import org.jspecify.annotations.NullMarked;
