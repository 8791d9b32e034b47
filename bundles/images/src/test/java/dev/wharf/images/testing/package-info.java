/**
 * Fakes with real behaviour, and builders of archives, for the tests of this bundle.
 */
@NullMarked
package dev.wharf.images.testing;

import org.jspecify.annotations.NullMarked;
